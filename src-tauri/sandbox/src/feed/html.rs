//! Text that cannot become markup.

use std::fmt::{self, Write};

/// Shows a text with everything escaped that means something in HTML, in content as in quoted attributes.
pub(crate) struct Escaped<'text>(pub(crate) &'text str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                plain => formatter.write_char(plain)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_and_not_run() {
        assert_eq!(Escaped("<a href='\"&\"'>").to_string(), "&lt;a href=&#39;&quot;&amp;&quot;&#39;&gt;");
    }
}
