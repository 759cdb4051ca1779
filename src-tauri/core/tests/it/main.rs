//! Core as its users see it, with real files and other programs for judges.

mod accounts;
mod desk;
mod library;
<<<<<<< HEAD
mod links;
=======
mod little_text;
>>>>>>> 8b9ec0e (Hold what is typed against what readers of the sandbox see, and say which part of little text is what)
mod media;
mod publish;
