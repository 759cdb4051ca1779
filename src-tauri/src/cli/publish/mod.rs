//! `galley publish`: a post file to a published post, or to the truth about why not.

mod below;
mod plan;
mod progress;
mod target;
mod under_way;
mod way_out;

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use galley_core::{
    accounts::ApiBase,
    checks::{Judgement, publishable},
    desk::{Desk, Printed, Proof},
    post::{AccountId, Author, PostFile},
    publish::{Outcome, Progress},
};
use serde::Serialize;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use self::{progress::Printer, target::Target, under_way::UnderWay};
use super::{
    Exit,
    check::line,
    error::CliError,
    interrupt::Interrupts,
    output::{Output, one_line, read_text},
};

/// Publish a post file (*.galley.json), or say what publishing it would send.
///
/// The checks run first; a finding that blocks ends it before anything is sent. Run again with the same post after a
/// crash or a stop, it goes on where it was: no file is sent twice, and a post that is there is not made twice.
#[derive(Debug, clap::Args)]
#[command(
    group = clap::ArgGroup::new("through"),
    after_help = "Exit status: 0 done, 1 a finding blocks or something was not done, 2 wrong use, 3 nobody knows whether \
                  something was done. That is of the post and of what follows it, its first comment and closed \
                  comments: with 1 or 3 the post may be there. The outcome says so (with --json, \"published\"), and \
                  its `after` what of the rest is missing."
)]
pub struct Arguments {
    /// The post file; paths in it start at its folder.
    post: PathBuf,
    /// Publish through this account of the window. Without it, the only account that knows the author is taken.
    #[arg(long, value_name = "ID", group = "through", value_parser = account)]
    account: Option<AccountId>,
    /// Rehearse: publish to a built-in sandbox that ends with this command.
    #[arg(long, group = "through")]
    sandbox: bool,
    /// Publish to this API, with the access token in the environment variable GALLEY_TOKEN.
    #[arg(long, value_name = "URL", group = "through")]
    base_url: Option<ApiBase>,
    /// Who the post speaks as, in place of the post file's author.
    #[arg(long, value_name = "URN")]
    author: Option<Author>,
    /// The API's manner.
    #[arg(long, value_enum, default_value_t = Provider::Linkedin)]
    provider: Provider,
    /// Print every request in order, and send nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print one JSON value; words go to stderr.
    #[arg(long)]
    pub json: bool,
    /// Tell on stderr how the uploads go.
    #[arg(long)]
    progress: bool,
    /// Start over instead of going on with an earlier run. Refused while nobody knows whether that run made the post.
    #[arg(long)]
    fresh: bool,
    /// Say what you saw on LinkedIn, when an earlier run ended unknown: `there` closes it, `absent` publishes. When the
    /// post is there and what follows it is not, or nobody knows, it is said of that: `there` also once you did it by
    /// hand, `absent` has it tried again.
    #[arg(long, value_enum, conflicts_with_all = ["fresh", "dry_run"])]
    settle: Option<Settle>,
}

/// The API's manner. The other providers of the contract come with their issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Provider {
    Linkedin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Settle {
    There,
    Absent,
}

fn account(id: &str) -> Result<AccountId, &'static str> {
    let unlike = "an account’s id has 32 digits and letters from a to f; without --account, and with --dry-run to send \
                  nothing, Galley names the accounts where there are several";
    id.parse().map_err(|_| unlike)
}

/// Longest post file, in bytes; a full text with 20 long alt texts has about 300 KB.
pub(super) const LONGEST_POST: u64 = 1024 * 1024;

pub(super) fn run(arguments: Arguments, output: Output) -> Result<Exit, CliError> {
    let path = &arguments.post;
    let text = read_text(path, LONGEST_POST).map_err(|error| match error {
        CliError::NoText { path } => CliError::NoPostFile { path },
        CliError::Unreadable { path, source } if source.kind() == io::ErrorKind::IsADirectory => {
            CliError::NoPostFile { path }
        }
        other => other,
    })?;
    let post = PostFile::parse(&text).map_err(|source| CliError::Post { path: path.clone(), source })?;
    let runtime = tokio::runtime::Runtime::new().map_err(CliError::Runtime)?;
    runtime.block_on(async {
        let target = Target::of(&arguments, &post).await?;
        let proof = target.desk.proof(&post, path.parent().unwrap_or(Path::new("")), target.outlet.clone());
        let exit = with(&arguments, &target, proof, output).await;
        target.end().await;
        exit
    })
}

async fn with(
    arguments: &Arguments,
    target: &Target,
    proof: Proof,
    output: Output,
) -> Result<Exit, CliError> {
    let Provider::Linkedin = arguments.provider;
    if let Some(seen) = arguments.settle {
        let outcome = target.desk.settle_proof(&proof, seen == Settle::There).map_err(CliError::unsettled)?;
        if seen == Settle::There {
            return Ok(tell(&outcome, output));
        }
    }
    // A plan may be looked at though Galley cannot carry it out yet.
    let found = proof.findings.clone();
    let findings: Vec<Placed> = found
        .iter()
        .map(|finding| Placed { place: proof.key(finding.place), judgement: finding.judgement.clone() })
        .collect();
    if !publishable(&found) {
        return Ok(refuse(&findings, output));
    }
    findings.iter().for_each(|it| output.aside(line(&it.judgement, Some(&it.place))));
    if arguments.dry_run {
        plan::print(&proof.plan()?, &proof, &findings, output);
        return Ok(Exit::Done);
    }
    let is_advertisement = proof.is_advertisement();
    let looked_at = proof.clone();
    let Printed { outcome, earlier, notes } = print(&target.desk, proof, arguments, output).await?;
    if earlier && matches!(outcome, Outcome::Published { .. }) {
        output.aside(
            "An earlier run published this post; it was not made again. --fresh publishes it once more.",
        );
    }
    notes.iter().for_each(|note| output.aside(note));
    let exit = tell(&outcome, output);
    if is_advertisement && matches!(outcome, Outcome::Published { .. }) {
        output.aside(
            "It is an advertisement and in nobody’s feed. Find it in Campaign Manager, under its ad account, and put it \
             into a campaign.",
        );
    }
    for refused in looked_at.refused(&outcome) {
        output.aside(line(&refused.judgement, Some(&looked_at.key(refused.place))));
    }
    if arguments.sandbox {
        output.aside("This was a rehearsal: the sandbox ends now, and its posts and addresses with it.");
    }
    Ok(exit)
}

/// A finding with the key of the post file it is about.
#[derive(Debug, Serialize)]
struct Placed {
    place: String,
    #[serde(flatten)]
    judgement: Judgement,
}

async fn print(
    desk: &Desk,
    proof: Proof,
    arguments: &Arguments,
    output: Output,
) -> Result<Printed, CliError> {
    let cancel = CancellationToken::new();
    let under_way = UnderWay::new(desk, &proof);
    let interrupts = Interrupts::listen().map_err(CliError::Runtime)?;
    let watch = tokio::spawn(under_way.clone().on_interrupt(interrupts, cancel.clone(), output));
    let printer = Printer::start(arguments.progress, output);
    let tell = printer.sender();
    let heard = move |event: Progress| {
        under_way.hear(&event);
        tell.send(event);
    };
    let printed = Box::pin(desk.print(proof, arguments.fresh, cancel, heard)).await;
    watch.abort();
    printer.finish();
    Ok(printed?)
}

fn refuse(findings: &[Placed], output: Output) -> Exit {
    if output.json {
        let why = findings.first().map(|it| it.judgement.message.as_str());
        output.value(&json!({
            "outcome": "stopped",
            "step": "Check the post",
            "why": why,
            "safe_to_retry": false,
            "findings": findings,
        }));
    } else {
        output.say("Not published:");
    }
    findings.iter().for_each(|it| output.say(line(&it.judgement, Some(&it.place))));
    Exit::Stopped
}

fn tell(outcome: &Outcome, output: Output) -> Exit {
    let outcome = &way_out::named(outcome.clone());
    let value = serde_json::to_value(outcome).unwrap_or(Value::Null);
    let (words, exit) = match outcome {
        Outcome::Published { urn, url, after, .. } => {
            let named =
                urn.as_ref().map_or("under a name LinkedIn did not tell".to_owned(), ToString::to_string);
            let link = url.as_ref().map_or(String::new(), |url| format!("\n{url}"));
            let below: String = after.iter().map(|it| format!("\n{}", below::words(it))).collect();
            (format!("Published: {named}{link}{below}"), below::exit(after))
        }
        Outcome::Stopped { step, why, safe_to_retry, cancelled, .. } => {
            let nothing = if *cancelled { "" } else { " Nothing was posted." };
            let again =
                if *safe_to_retry { "" } else { " The same post, unchanged, would be stopped again." };
            (format!("Stopped at “{step}”: {why}{nothing}{again}"), Exit::Stopped)
        }
        Outcome::Unknown { how_to_find_out } => (format!("Unknown: {how_to_find_out}"), Exit::Unknown),
    };
    match output.json {
        true => output.value(&value),
        false => output.say(words),
    }
    exit
}
