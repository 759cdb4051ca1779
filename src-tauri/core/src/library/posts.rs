//! What became of published posts: what LinkedIn says of them, their changes and figures.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, ToSql, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    Library, LibraryError, Result, RunId, RunRecord, columns, drafts::Stored, folded::excerpt,
    runs::searchable,
};
use crate::post::{Commentary, Draft};

/// What is known of a run's post since it was made. Of one that nothing became of, nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PostRecord {
    /// How often LinkedIn was asked about it unbidden.
    pub looks: u32,
    /// When LinkedIn is to be asked next.
    pub look_at: Option<Timestamp>,
    /// What it says since it was edited.
    pub commentary: Option<Commentary>,
    pub edited_at: Option<Timestamp>,
    pub deleted_at: Option<Timestamp>,
    /// When the figures were read.
    pub figures_at: Option<Timestamp>,
    seen: Option<Value>,
    figures: Option<Value>,
}

impl PostRecord {
    /// What LinkedIn last said of it; nothing when that cannot be read as `S`.
    pub fn seen<S: DeserializeOwned>(&self) -> Option<S> {
        S::deserialize(self.seen.as_ref()?).ok()
    }

    /// How it did, as of `figures_at`; nothing when that cannot be read as `F`.
    pub fn figures<F: DeserializeOwned>(&self) -> Option<F> {
        F::deserialize(self.figures.as_ref()?).ok()
    }
}

impl Library {
    /// From now on LinkedIn is to be asked about the post of a run, first at `look_at`. One that is asked about already
    /// keeps its time.
    pub fn follow_post(&self, run: RunId, look_at: Timestamp) -> Result<()> {
        self.durably(|posts| {
            posts
                .prepare_cached("INSERT OR IGNORE INTO posts (run, look_at) VALUES (?, ?)")?
                .execute(params![run.to_string(), look_at.as_millisecond()])?;
            Ok(())
        })
    }

    /// The runs whose posts are to be asked about by now, newest first.
    pub fn due_posts(&self, now: Timestamp) -> Result<Vec<RunRecord>> {
        self.select_runs("look_at <= ?1", u32::MAX, &[&now.as_millisecond()])
    }

    /// When LinkedIn is to be asked next about any post.
    pub fn next_look(&self) -> Result<Option<Timestamp>> {
        let next: Option<i64> = self
            .quick()
            .prepare_cached("SELECT min(look_at) FROM posts WHERE look_at IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
        Ok(next.map(|next| Timestamp::from_millisecond(next).unwrap_or(Timestamp::MIN)))
    }

    /// Counts a look before it is taken, on the disk before this returns: a library that cannot be written to leads to
    /// no questions without end. `look_at` is when the next is due, `None` for the last.
    pub fn begin_look(&self, run: RunId, look_at: Option<Timestamp>) -> Result<()> {
        let look_at = look_at.map(Timestamp::as_millisecond);
        self.of_post(run, "looks = looks + 1, look_at = ?2", &[&look_at])
    }

    /// LinkedIn is to be asked about a post as if it were new, first at `look_at`.
    pub fn look_anew(&self, run: RunId, look_at: Timestamp) -> Result<()> {
        self.of_post(run, "looks = 0, look_at = ?2", &[&look_at.as_millisecond()])
    }

    /// Keeps what LinkedIn says of a post. `settled`: it need not be asked again.
    pub fn note_seen<S: Serialize>(&self, run: RunId, seen: &S, settled: bool) -> Result<()> {
        let seen = serde_json::to_string(seen).map_err(LibraryError::Unwritable)?;
        self.of_post(run, "seen = ?2, look_at = iif(?3, NULL, look_at)", &[&seen, &settled])
    }

    /// A post was given another text: from now on it is listed and found by that.
    pub fn note_edit(&self, run: RunId, commentary: &Commentary, now: Timestamp) -> Result<()> {
        let kept = serde_json::to_string(commentary).map_err(LibraryError::Unwritable)?;
        self.durably(|posts| {
            change(posts, run, "commentary = ?2, edited_at = ?3", &[&kept, &now.as_millisecond()])?;
            let id = run.to_string();
            let name: String = posts
                .prepare_cached("SELECT author_name FROM runs WHERE id = ?")?
                .query_row([&id], |row| row.get(0))?;
            let text = commentary.visible();
            posts
                .prepare_cached("UPDATE runs SET excerpt = ?, folded = ? WHERE id = ?")?
                .execute(params![excerpt(&text), searchable(&text, &name), id])?;
            Ok(())
        })
    }

    /// A post was deleted, and is not asked about any more. Its figures go with it.
    pub fn note_deletion(&self, run: RunId, now: Timestamp) -> Result<()> {
        let what = "deleted_at = ?2, look_at = NULL, figures = NULL, figures_at = NULL";
        self.of_post(run, what, &[&now.as_millisecond()])
    }

    /// Keeps how a post did, in place of what was known.
    pub fn note_figures<F: Serialize>(&self, run: RunId, figures: &F, now: Timestamp) -> Result<()> {
        let figures = serde_json::to_string(figures).map_err(LibraryError::Unwritable)?;
        self.of_post(run, "figures = ?2, figures_at = ?3", &[&figures, &now.as_millisecond()])
    }

    /// Deletes figures that were read before `moment`. Of how many posts that was.
    pub fn forget_figures(&self, moment: Timestamp) -> Result<usize> {
        let forget = "UPDATE posts SET figures = NULL, figures_at = NULL WHERE figures_at < ?";
        Ok(self.quick().prepare_cached(forget)?.execute([moment.as_millisecond()])?)
    }

    /// What the draft said when the run was taken up; `None` of runs of before this was kept.
    ///
    /// # Errors
    /// [`LibraryError::UnknownShape`] when a newer Galley wrote it.
    pub fn said_by(&self, run: RunId) -> Result<Option<Draft>> {
        let id = run.to_string();
        let kept = self
            .quick()
            .prepare_cached("SELECT shape, body FROM runs WHERE id = ? AND body IS NOT NULL")?
            .query_row([&id], |row| {
                Ok(Stored { id: id.clone(), shape: row.get("shape")?, body: row.get("body")? })
            })
            .optional()?;
        kept.map(Stored::read).transpose()
    }

    fn of_post(&self, run: RunId, what: &str, values: &[&dyn ToSql]) -> Result<()> {
        self.durably(|posts| change(posts, run, what, values))
    }
}

fn change(posts: &Transaction<'_>, run: RunId, what: &str, values: &[&dyn ToSql]) -> Result<()> {
    let id = run.to_string();
    posts
        .prepare_cached("INSERT OR IGNORE INTO posts (run) SELECT id FROM runs WHERE id = ?")?
        .execute([&id])?;
    let mut all: Vec<&dyn ToSql> = vec![&id];
    all.extend(values);
    let changed =
        posts.prepare_cached(&format!("UPDATE posts SET {what} WHERE run = ?1"))?.execute(&all[..])?;
    if changed == 0 { Err(LibraryError::not_found("run", run)) } else { Ok(()) }
}

/// Of a row of runs with what became of their posts beside them.
pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<PostRecord> {
    let json = |column| -> rusqlite::Result<Option<Value>> {
        let text: Option<String> = row.get(column)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    };
    Ok(PostRecord {
        looks: row.get::<_, Option<u32>>("looks")?.unwrap_or_default(),
        look_at: columns::moment_if_any(row, "look_at")?,
        commentary: json("commentary")?.and_then(|pieces| serde_json::from_value(pieces).ok()),
        edited_at: columns::moment_if_any(row, "edited_at")?,
        deleted_at: columns::moment_if_any(row, "deleted_at")?,
        figures_at: columns::moment_if_any(row, "figures_at")?,
        seen: json("seen")?,
        figures: json("figures")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::runs::tests::begin;

    fn library() -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("galley.db")).unwrap();
        (folder, library)
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn posts_are_asked_about_when_they_are_due_and_until_it_is_settled() {
        let (_folder, library) = library();
        let (early, late) = (begin(&library, "a", "early"), begin(&library, "b", "late"));
        assert_eq!(library.next_look().unwrap(), None);
        library.follow_post(late, at(9)).unwrap();
        library.follow_post(early, at(5)).unwrap();
        library.follow_post(early, at(7)).unwrap();
        assert_eq!(library.next_look().unwrap(), Some(at(5)), "it keeps its time");
        let due = |now| library.due_posts(at(now)).unwrap().iter().map(|run| run.id).collect::<Vec<_>>();
        assert_eq!((due(4), due(5)), (vec![], vec![early]));

        library.begin_look(early, Some(at(20))).unwrap();
        let post = library.run(early).unwrap().post;
        assert_eq!((post.looks, post.look_at), (1, Some(at(20))));
        library.note_seen(early, &"processing", false).unwrap();
        assert_eq!(due(20), [late, early], "newest first");
        library.note_seen(early, &"shown", true).unwrap();
        assert_eq!(due(20), [late]);
        assert_eq!(library.run(early).unwrap().post.seen::<String>().as_deref(), Some("shown"));
    }

    #[test]
    fn an_edited_post_is_listed_and_found_by_its_new_text_and_keeps_what_was_published() {
        let (_folder, library) = library();
        let run = begin(&library, "a", "Harbour at dawn");
        let new = Commentary::plain("Harbour at dusk");
        library.note_edit(run, &new, at(3)).unwrap();
        assert_eq!(library.runs("dawn", 9).unwrap(), []);
        let found = library.runs("dusk", 9).unwrap().remove(0);
        assert_eq!((found.excerpt.as_str(), found.post.edited_at), ("Harbour at dusk", Some(at(3))));
        assert_eq!(found.post.commentary, Some(new));
        assert_eq!(library.said_by(run).unwrap().unwrap().commentary.visible(), "Harbour at dawn");
    }

    #[test]
    fn figures_are_forgotten_by_age_and_with_their_post() {
        let (_folder, library) = library();
        let [old, young, deleted] = ["old", "young", "deleted"].map(|name| begin(&library, name, name));
        library.note_figures(old, &1, at(0)).unwrap();
        library.note_figures(young, &2, at(10)).unwrap();
        library.note_figures(deleted, &3, at(10)).unwrap();
        library.note_deletion(deleted, at(11)).unwrap();
        assert_eq!(library.forget_figures(at(10)).unwrap(), 1);
        let figures = |run| library.run(run).unwrap().post.figures::<u32>();
        assert_eq!([old, young, deleted].map(figures), [None, Some(2), None]);
        assert_eq!(library.run(deleted).unwrap().post.deleted_at, Some(at(11)));
        assert!(library.note_deletion(RunId::new(), at(0)).unwrap_err().to_string().contains("run"));
    }
}
