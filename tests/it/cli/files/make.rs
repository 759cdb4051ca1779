//! Recipes: a file's name, and the words that make it. They are carried out side by side, as many at a time as the
//! machine has cores; a recipe that needs the file of another stands in a later step.

use std::{
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    thread,
};

use super::super::home::{CONVERT, Home};

/// The name of the file to be made, and the program with its arguments, parted by spaces. `OUT` stands for the name;
/// words of [`SHORT`] for several, `""` for an argument that is empty.
pub type Recipe = (&'static str, &'static str);

/// Words that come again and again.
const SHORT: &[(&str, &str)] = &[
    ("convert", ""),
    ("ffmpeg", "-v error -nostdin -y"),
    ("exiftool", "-q -n -o OUT"),
    ("CLIP", "-f lavfi -i testsrc=size=160x120:rate=25:duration=1.6"),
    ("TONE", "-f lavfi -i sine=frequency=440:duration=1.6"),
    ("H264", "-c:v libx264 -preset ultrafast -threads 1 -pix_fmt yuv420p"),
    ("HEVC", "-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none:pools=1"),
    ("VP9", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -threads 1"),
    ("AV1", "-c:v libaom-av1 -usage realtime -cpu-used 8 -threads 1"),
    ("AAC", "-c:a aac -b:a 32k"),
];

/// Makes the files of each step and returns the names of all but those that only others are made from, which begin
/// with an underscore.
pub fn all(home: &Home, steps: &[&[Recipe]]) -> Vec<String> {
    for step in steps {
        let failures = side_by_side(step, |(name, words)| run(home, name, words).err());
        let failures: Vec<String> = failures.into_iter().flatten().collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
    let names = steps.iter().flat_map(|step| step.iter().map(|(name, _)| *name));
    names.filter(|name| !name.starts_with('_')).map(str::to_owned).collect()
}

fn run(home: &Home, name: &str, words: &str) -> Result<(), String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (program, rest) = words.split_first().unwrap();
    let spelled = |word: &str| {
        let short = SHORT.iter().find(|(short, _)| *short == word);
        short.map_or(word, |(_, long)| *long).split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let preset = if SHORT.iter().any(|(short, _)| short == program) { spelled(program) } else { Vec::new() };
    let arguments = preset.into_iter().chain(rest.iter().copied().flat_map(spelled));
    let arguments = arguments.map(|word| word.replace("OUT", name).replace("\"\"", ""));
    let mut command = Command::new(if *program == "convert" { *CONVERT } else { program });
    command.args(arguments).current_dir(home.file("")).stdin(Stdio::null());
    let output =
        command.output().map_err(|error| format!("{program}: {error}; `cargo xtask test` installs it"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    let made = output.status.success() && home.file(name).exists();
    if made { Ok(()) } else { Err(format!("{name} by {command:?}: {told}")) }
}

/// Does the work for each on as many threads as the machine has, and keeps the order.
pub fn side_by_side<T: Sync, R: Send>(of: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    while let Some((at, one)) =
                        Some(next.fetch_add(1, Relaxed)).and_then(|at| Some((at, of.get(at)?)))
                    {
                        done.push((at, work(one)));
                    }
                    done
                })
            })
            .collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
