use std::{
    process::Command,
    time::{Duration, Instant},
};

use galley_core::media::examine;

use crate::{
    measure::{RUNS, budget, bytes_read, median, milliseconds, row, run},
    photograph::forty_megapixels,
};

const AT_MOST: Duration = Duration::from_millis(5);
const READ_AT_MOST: u64 = 1_000_000;

pub fn measure() -> bool {
    let photograph = forty_megapixels();
    let (mut ours, mut identify) = (Vec::new(), Vec::new());
    let before = bytes_read();
    examine(&photograph).unwrap();
    let read = bytes_read() - before;
    for _ in 0..RUNS {
        let begun = Instant::now();
        let facts = examine(&photograph).unwrap();
        ours.push(begun.elapsed());
        assert_eq!((facts.image().unwrap().width, facts.image().unwrap().height), (Some(7728), Some(5152)));
        identify.push(run(Command::new("identify").arg("-ping").arg(&photograph)).wall);
    }
    let (ours, identify) = (median(&ours), median(&identify));
    row("galley, in the process", &format!("{}, {read} bytes read", milliseconds(ours)));
    row("identify -ping, as a process", &milliseconds(identify));
    budget("at most 5 ms", ours <= AT_MOST) & budget("at most 1 MB read", read <= READ_AT_MOST)
}
