//! Pictures for a test, made when it needs them.

use super::start::Desk;
use std::path::PathBuf;

impl Desk {
    /// Makes a picture of this size in the test's folder; its name says of which kind. Two of different names show
    /// different things.
    pub fn picture(&self, name: &str, width: u32, height: u32) -> PathBuf {
        let file = self.files().join(name);
        let hue = name.bytes().map(u32::from).sum::<u32>() * 47 % 360;
        let inner = format!("gradient:hsl({hue},70%,55%)-hsl({},60%,25%)", (hue + 40) % 360);
        // By its full name: on some machines another program of that name comes first on the PATH.
        let mut command = self.command("/usr/bin/convert");
        command.args(["-size", &format!("{width}x{height}"), &inner, "-seed", &hue.to_string()]);
        let made = command.args(["-attenuate", "0.2", "+noise", "Gaussian"]).arg(&file).status();
        assert!(made.expect("ImageMagick is there").success(), "{name} could not be made");
        file
    }
}
