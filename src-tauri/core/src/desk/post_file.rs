//! Publishing from a post file. The same post is known again however often its file is read, so that a run is taken
//! up where it ended and a post that is there is not made twice.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::{
    Desk, Problem,
    outlet::Outlet,
    problem::Code,
    publishing::{Through, new_run},
    review::file_ref,
};
use crate::{
    checks::{self, Examined, Finding, ImageField, LINKEDIN, Place},
    library::{DraftHold, NewRun, RunId},
    media::{ContentId, Facts, examine},
    post::{AccountId, Attachment, Draft, DraftId, ImageItem, MediaId, PostFile},
    providers::{
        Plan,
        linkedin::{self, Endpoint},
    },
    publish::{self, Outcome, Press, Progress},
};

/// A post file with its files looked at. Nothing is kept and nothing is sent yet.
#[derive(Debug, Clone)]
pub struct Proof {
    /// What is wrong with it, what blocks first.
    pub findings: Vec<Finding>,
    draft: Draft,
    /// Of the draft's images, in their order.
    files: Vec<(PathBuf, Examined)>,
    outlet: Outlet,
    endpoint: Endpoint,
}

/// What came of a post.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    pub outcome: Outcome,
    /// An earlier run had come to its end; this time nothing was uploaded and nothing was made.
    pub earlier: bool,
}

/// A post on its way to the press.
struct ProofReady {
    proof: Proof,
    plan: Plan,
    new: NewRun,
    earlier: Earlier,
    /// Nobody else publishes this post meanwhile.
    _hold: DraftHold,
}

/// What earlier runs of a post leave to do.
enum Earlier {
    /// Everything: there were none, or they made nothing.
    None,
    /// Nothing: this is what came of them.
    Ended(Outcome),
    /// To find out whether this one made the post.
    InDoubt(RunId),
}

const KIND: &str = "post_file";

/// The ids under which a post is known to the library.
#[derive(Debug, Serialize, Deserialize)]
struct Ids {
    draft: DraftId,
    account: AccountId,
    media: Vec<MediaId>,
}

impl Desk {
    /// Looks at the files of a post and at the post. Relative paths start at `folder`.
    pub fn proof(&self, post: &PostFile, folder: &Path, outlet: Outlet) -> Proof {
        let look = |path: PathBuf| match examine(&path) {
            Ok(facts) => (path, Examined::Present(facts)),
            Err(error) => (path, Examined::Gone(error.to_string())),
        };
        let absolute = |file: &Path| {
            let path = folder.join(file);
            std::path::absolute(&path).unwrap_or(path)
        };
        let draft = draft(post, &outlet);
        let sandbox = outlet.account.as_ref().is_some_and(|account| account.sandbox);
        let endpoint = Endpoint::new(outlet.api.clone(), self.api_version(sandbox));
        let files = post.images.iter().map(|image| look(absolute(&image.file))).collect();
        let mut proof = Proof { findings: Vec::new(), draft, files, outlet, endpoint };
        let speaker = Some(&proof.outlet.speaker);
        let examined = |id| proof.files.get(proof.image(id)?).map(|(_, examined)| examined.clone());
        proof.findings = checks::check(&proof.draft, examined, speaker, &LINKEDIN);
        proof
    }

    /// Publishes a post, or goes on where an earlier run of the same post left off. A post that is published already
    /// is not made again, unless it is wanted `fresh`; one of which nobody knows is looked for, and never made again.
    pub async fn print(
        &self,
        proof: Proof,
        fresh: bool,
        cancel: CancellationToken,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<Printed, Problem> {
        if !checks::publishable(&proof.findings) {
            return Err(Problem::new(Code::Other, "a finding stands in the way"));
        }
        let ready = self.aside(move |desk| desk.make_proof_ready(proof, fresh)).await?;
        let account = ready.proof.outlet.account.as_ref().map(|account| account.id);
        let press = self.press_of(&ready.proof).await?.cancelled_by(cancel).reporting(progress);
        let printed = match ready.earlier {
            Earlier::Ended(outcome) => Printed { outcome, earlier: true },
            Earlier::InDoubt(run) => {
                Printed { outcome: self.reconcile_through(&press, run).await?, earlier: true }
            }
            Earlier::None => {
                Printed { outcome: press.publish(&ready.plan, ready.new).await?.1, earlier: false }
            }
        };
        self.sign_in_held(&press, account).await;
        Ok(printed)
    }

    fn make_proof_ready(&self, proof: Proof, fresh: bool) -> Result<ProofReady, Problem> {
        let (proof, account) = self.with_lasting_ids(proof)?;
        let hold = self.library.hold_draft(proof.draft.id)?;
        let plan = proof.plan()?;
        let through = Through {
            account,
            sandbox: proof.outlet.api.is_loopback(),
            author_name: proof.outlet.speaker.name.clone(),
        };
        let new = new_run(&proof.draft, &plan, through)?;
        let earlier = self.earlier(&proof, &new, fresh)?;
        Ok(ProofReady { proof, plan, new, earlier, _hold: hold })
    }

    /// The user looked: the post whose outcome nobody knew is there, or it is not.
    pub fn settle_proof(&self, proof: &Proof, there: bool) -> Result<Outcome, Problem> {
        let never =
            || Problem::new(Code::NotFound, "this post was never published, so there is nothing to settle");
        let ids: Ids = self.library.get(KIND, &proof.identity())?.ok_or_else(never)?;
        let runs = self.runs_of(ids.draft)?;
        let unsettled = runs.iter().find(|run| publish::is_unsettled(run).unwrap_or(false));
        let run = unsettled.or(runs.first()).ok_or_else(never)?;
        self.settle(run.id, there)
    }

    /// What earlier runs of the post leave to do.
    fn earlier(&self, proof: &Proof, new: &NewRun, fresh: bool) -> Result<Earlier, Problem> {
        let runs = self.runs_of(new.draft)?;
        for run in &runs {
            match publish::is_unsettled(run)? {
                true if fresh => {
                    let how_to_find_out =
                        "An earlier attempt ended without a clear answer, so starting over could make \
                         a second post. Open your posts on LinkedIn and see whether it is there."
                            .to_owned();
                    return Ok(Earlier::Ended(Outcome::Unknown { how_to_find_out }));
                }
                true => return Ok(Earlier::InDoubt(run.id)),
                false => {}
            }
        }
        if fresh {
            return self.close(new).map(|()| Earlier::None);
        }
        for run in runs.iter().filter(|run| run.fingerprint == new.fingerprint) {
            if let Some(Outcome::Published { urn, url, requests, bytes, ms }) = run.outcome()? {
                let url = url.or_else(|| urn.as_ref().map(|urn| linkedin::post_url(&proof.endpoint, urn)));
                return Ok(Earlier::Ended(Outcome::Published { urn, url, requests, bytes, ms }));
            }
        }
        Ok(Earlier::None)
    }

    /// Closes the stopped run that a new one would otherwise go on with.
    fn close(&self, new: &NewRun) -> Result<(), Problem> {
        let open = self.library.open_run_for(&new.fingerprint)?;
        if let Some(open) = open
            && let Some(stopped @ Outcome::Stopped { .. }) = open.outcome()?
        {
            self.library.conclude_run(open.id, &stopped, self.clock.now())?;
        }
        Ok(())
    }

    async fn press_of(&self, proof: &Proof) -> Result<Press, Problem> {
        let token = match (&proof.outlet.token, &proof.outlet.account) {
            (Some(token), _) => token.clone(),
            (None, Some(account)) => self.token(account).await?,
            (None, None) => {
                return Err(Problem::new(Code::TokenRefused, "there is no token to publish with"));
            }
        };
        self.press_to(proof.endpoint.clone(), token).await
    }

    /// The same proof under the ids of its first time, and the account's.
    fn with_lasting_ids(&self, mut proof: Proof) -> Result<(Proof, AccountId), Problem> {
        let facts: Vec<(&Path, &Facts)> = proof
            .files
            .iter()
            .filter_map(|(path, examined)| match examined {
                Examined::Present(facts) => Some((path.as_path(), facts)),
                Examined::Gone(_) => None,
            })
            .collect();
        let name = proof.identity();
        let ids: Ids = match self.library.get(KIND, &name)? {
            Some(ids) => ids,
            None => {
                let media: Result<_, _> =
                    facts.iter().map(|(path, facts)| self.library.remember(path, facts)).collect();
                let ids = Ids { draft: proof.draft.id, account: AccountId::new(), media: media? };
                self.library.put_first(KIND, &name, &ids)?
            }
        };
        for ((_, facts), id) in facts.iter().zip(&ids.media) {
            self.library.update_facts(*id, facts, self.clock.now())?;
        }
        proof.draft.id = ids.draft;
        if let Attachment::Images { images } = &mut proof.draft.attachment {
            images.iter_mut().zip(&ids.media).for_each(|(image, id)| image.media = *id);
        }
        let account = proof.outlet.account.as_ref().map_or(ids.account, |account| account.id);
        Ok((proof, account))
    }
}

impl Proof {
    /// Every step that publishing takes.
    ///
    /// # Errors
    /// Where a blocking finding says the same.
    pub fn plan(&self) -> Result<Plan, Problem> {
        let plan = linkedin::plan(&self.draft, &self.endpoint, |id| {
            let (path, Examined::Present(facts)) = self.files.get(self.image(id)?)? else { return None };
            let content = ContentId::of(File::open(path).ok()?).ok()?;
            Some(file_ref(id, path, facts.clone(), content))
        });
        Ok(plan?)
    }

    /// The files to upload, in the order of the post.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(path, _)| path.as_path())
    }

    /// The place of a finding by the keys of the post file: `attachment.images[0].alt_text`.
    pub fn key(&self, place: Place) -> String {
        match place {
            Place::Text { .. } => "commentary".to_owned(),
            Place::Images => "attachment.images".to_owned(),
            Place::Author => "author".to_owned(),
            Place::Visibility => "visibility".to_owned(),
            Place::Image { media, field } => {
                let key = match field {
                    ImageField::File => "file",
                    ImageField::AltText => "alt_text",
                    ImageField::Title => "title",
                };
                format!("attachment.images[{}].{key}", self.image(media).unwrap_or_default())
            }
        }
    }

    /// The position of an image in the post.
    fn image(&self, media: MediaId) -> Option<usize> {
        self.draft.attachment.images().iter().position(|image| image.media == media)
    }

    /// Equal for equal posts by the same author through the same API, whatever the post file is called. The content
    /// of the images is left to the plan, which knows it.
    fn identity(&self) -> String {
        let draft = &self.draft;
        let images: Vec<_> = draft
            .attachment
            .images()
            .iter()
            .zip(&self.files)
            .map(|(image, (path, _))| (path.as_os_str().as_encoded_bytes(), &image.alt_text, &image.title))
            .collect();
        let whole = (
            &self.outlet.api,
            &draft.author,
            &draft.commentary,
            draft.visibility,
            draft.reshare_disabled,
            images,
        );
        // Strings, numbers and lists of them, which always serialise.
        blake3::hash(&serde_json::to_vec(&whole).unwrap_or_default()).to_hex().to_string()
    }
}

fn draft(post: &PostFile, outlet: &Outlet) -> Draft {
    let images: Vec<ImageItem> = post
        .images
        .iter()
        .map(|image| ImageItem {
            media: MediaId::new(),
            alt_text: image.alt_text.clone(),
            title: image.title.clone(),
        })
        .collect();
    Draft {
        commentary: post.commentary.clone(),
        attachment: if images.is_empty() { Attachment::None } else { Attachment::Images { images } },
        visibility: post.visibility,
        reshare_disabled: post.reshare_disabled,
        ..Draft::new(None, Some(outlet.speaker.author.clone()))
    }
}
