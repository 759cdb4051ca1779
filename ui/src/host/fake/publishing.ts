import { lines } from "../../compose/seen";
import type { Draft, FollowedUp, MediaView, Outcome, Progress, Run, RunId, WireRequest, WireText } from "../contract";
import type { Scene } from "./scenes";

const headers: [string, string][] = [
  ["LinkedIn-Version", "202609"],
  ["X-Restli-Protocol-Version", "2.0.0"],
  ["Content-Type", "application/json"],
];

const once = { times: "once" } as const;
/** bytes of a part of a video */
const part = 4_194_304;

function sizeOf(view: MediaView): number {
  return view.state.status === "present" ? view.state.facts.bytes : 0;
}

export function requests(draft: Draft, media: MediaView[], text: string): WireRequest[] {
  const base = "http://127.0.0.1:4011";
  const owner = draft.author ?? "";
  const kind = draft.attachment.kind;
  const what = kind === "video" || kind === "document" ? kind : "image";
  const uploads = media.flatMap((view, index): Omit<WireRequest, "step">[] => [
    {
      title: `Register ${what} ${index + 1} of ${media.length}`,
      method: "POST",
      url: `${base}/rest/${what}s?action=initializeUpload`,
      headers,
      body: JSON.stringify({ initializeUploadRequest: { owner } }, null, 2),
      file: null,
      times: once,
    },
    {
      title: `Upload ${view.name}`,
      method: "PUT",
      url: "the address LinkedIn answers with",
      headers: [["Content-Type", "application/octet-stream"]],
      body: null,
      file: { name: view.name, bytes: sizeOf(view) },
      times: kind === "video" && index === 0 ? { times: "parts", likely: Math.ceil(sizeOf(view) / part) } : once,
    },
  ]);
  const ready = {
    title: "Ask until LinkedIn has processed every file",
    method: "GET",
    url: `${base}/rest/${what}s?ids=List({1},{3})`,
    headers,
    body: null,
    file: null,
    times: { times: "until_ready" },
  } as const;
  const create = {
    title: "Create the post",
    method: "POST",
    url: `${base}/rest/posts`,
    headers,
    body: JSON.stringify({ author: owner, commentary: text, visibility: draft.visibility }, null, 2),
    file: null,
    times: once,
  };
  return [...uploads, ...(uploads.length ? [ready] : []), create].map((request, index) => ({
    step: index + 1,
    ...request,
  }));
}

const published = {
  outcome: "published",
  urn: "urn:li:share:7000000000000000001",
  url: "http://127.0.0.1:4011/feed",
  requests: 10,
  bytes: 2_571_000,
  ms: 1240,
  after: [],
} satisfies Outcome;

const endings: Partial<Record<Scene, Outcome>> = {
  stopped: {
    outcome: "stopped",
    step: "Upload type-case.jpg",
    why: "The connection was lost three times.",
    safe_to_retry: true,
    cancelled: false,
  },
  unsafe: {
    outcome: "stopped",
    step: "Create the post",
    why: "LinkedIn says a post with this text exists already.",
    safe_to_retry: false,
    cancelled: false,
  },
  unknown: {
    outcome: "unknown",
    how_to_find_out: "This token may read posts, so Galley can look for one with this text in the author’s last posts.",
  },
};

const cancelled: Outcome = {
  outcome: "stopped",
  step: "Upload type-case.jpg",
  why: "You cancelled it.",
  safe_to_retry: true,
  cancelled: true,
};

function followed(scene: Scene, draft: Draft): FollowedUp[] {
  const closed: FollowedUp[] = draft.comments_closed ? [{ what: "comments_closed", text: null, ending: "done" }] : [];
  const text = lines(draft.first_comment);
  if (!text) return closed;
  const comment = { what: "first_comment", text } as const;
  if (scene === "uncommented") {
    const why =
      "LinkedIn does not allow this: the sign-in lacks a permission. LinkedIn gives the permission for it to reviewed apps alone. Write it below the post yourself.";
    return [{ ...comment, ending: "not_done", why, safe_to_retry: false }, ...closed];
  }
  if (scene === "late") {
    const why =
      "LinkedIn takes no more requests for now. It asks to wait 60 minutes. Write it below the post yourself.";
    return [{ ...comment, ending: "not_done", why, safe_to_retry: true }, ...closed];
  }
  return [{ ...comment, ending: "done" }, ...closed];
}

/** How long one tick of a pretend upload takes, in milliseconds. */
const tick = 60;

export async function run(
  scene: Scene,
  id: RunId,
  draft: Draft,
  media: MediaView[],
  tell: (progress: Progress) => void,
  isCancelled: () => boolean,
): Promise<Outcome> {
  const pause = () => new Promise((done) => setTimeout(done, tick));
  tell({
    kind: "started",
    run: id,
    files: media.map((view) => ({ media: view.id, name: view.name, bytes: sizeOf(view) })),
  });
  for (let part = 1; part <= 10; part += 1) {
    for (const [index, view] of media.entries()) {
      const share = Math.min(1, Math.max(0, (part - index) / 7));
      if (share > 0)
        tell({ kind: "file", media: view.id, state: share < 1 ? "uploading" : "ready", sent: sizeOf(view) * share });
    }
    await pause();
    if (isCancelled()) return cancelled;
    while (scene === "running" && part === 6) {
      await pause();
      if (isCancelled()) return cancelled;
    }
  }
  tell({ kind: "creating" });
  await pause();
  const ending = endings[scene];
  if (ending) return ending;
  const after = followed(scene, draft);
  for (const { what } of after) {
    tell({ kind: "following_up", what });
    await pause();
  }
  return { ...published, after };
}

/** Nothing became of it yet. */
export const noPost: Run["post"] = {
  seen: null,
  look_at: null,
  edited_at: null,
  deleted_at: null,
  figures: null,
  doubt: null,
  may_look: false,
  reachable: false,
};

/** LinkedIn showed it at this time. */
export function shownAt(at: number): Run["post"] {
  return { ...noPost, seen: { at, sight: "shown", why: null }, may_look: true, reachable: true };
}

export function pastRuns(now: number): Run[] {
  const hour = 3_600_000;
  const past = {
    draft: "gone",
    author_name: "Sandbox Bindery",
    attachment: "none" as const,
    picture: null,
    file: null,
    images: 0,
    sandbox: true,
    over: true,
    sponsored: false,
    can_look_up: false,
    post: noPost,
  };
  return [
    {
      ...past,
      id: "p0",
      started_at: now - 2 * hour,
      excerpt:
        "The open day is on 12 December, from ten to four. Bring a text of forty words at most and set it yourself.",
      outcome: { outcome: "unknown", how_to_find_out: "This token may read posts: Galley can look it up." },
      can_look_up: true,
    },
    {
      ...past,
      id: "p1",
      author_name: "Sandbox Member",
      started_at: now - 26 * hour,
      excerpt: "What a missing hyphen cost us, and the checklist that came out of it.",
      attachment: "images",
      images: 3,
      picture: "m1",
      outcome: published,
    },
    {
      ...past,
      id: "p2",
      started_at: now - 80 * hour,
      excerpt: "Autumn catalogue: 212 pages, one spelling mistake, found on page 7.",
      attachment: "images",
      images: 1,
      picture: "m0",
      outcome: {
        outcome: "stopped",
        step: "Upload cover.jpg",
        why: "The file was deleted.",
        safe_to_retry: true,
        cancelled: false,
      },
    },
    {
      ...past,
      id: "p3",
      author_name: "Example Member",
      started_at: now - 400 * hour,
      excerpt: "Four whites, one name each. Which of them would you print a novel on?",
      sandbox: false,
      over: false,
      outcome: { ...published, url: "https://www.linkedin.com/feed/update/urn:li:share:7000000000000000001/" },
      post: shownAt(now - 400 * hour + 4000),
    },
    {
      ...past,
      id: "p4",
      author_name: "Example Press",
      started_at: now - 410 * hour,
      excerpt: "The film of the last sheet through the old machine.",
      attachment: "video",
      sandbox: false,
      over: false,
      outcome: { ...published, url: "https://www.linkedin.com/feed/update/urn:li:ugcPost:7000000000000000002/" },
      post: {
        ...shownAt(now - 410 * hour),
        seen: {
          at: now - 409 * hour,
          sight: "failed",
          why: "LinkedIn took the post and then could not process the video, so nobody sees it. Save the film anew in the program that made it. Then delete this post and publish a duplicate.",
        },
      },
    },
    {
      ...past,
      id: "p5",
      author_name: "Example Member",
      started_at: now - 500 * hour,
      excerpt: "Proof before print: what the feed shows of your first three lines.",
      sandbox: false,
      over: false,
      outcome: { ...published, url: "https://www.linkedin.com/feed/update/urn:li:share:7000000000000000003/" },
      post: {
        ...shownAt(now - 500 * hour),
        seen: {
          at: now - 500 * hour,
          sight: "withheld",
          why: "LinkedIn lets no self-serve app read a member’s posts. Open the post to see it.",
        },
        may_look: false,
      },
    },
  ];
}

/** Enough of what Rust tells for the wire view to be looked at. */
export function wireText(little: string): WireText {
  const runs: WireText["runs"] = [];
  const push = (part: WireText["runs"][number]["part"], text: string, cuts = false) =>
    void (text && runs.push({ text, part, cuts }));
  let cut = false;
  for (const [text] of little.matchAll(/\\.|#[\p{L}\p{N}_]+|[^\\#]+|./gsu)) {
    if (text.startsWith("#") && text.length > 1) push("hashtag", text);
    else if (text.startsWith("\\") && text.length > 1) {
      push("escape", "\\");
      push("text", text.slice(1), !cut);
      cut = true;
    } else push("text", text);
  }
  const before = runs.findIndex((run) => run.cuts);
  const seen = (some: WireText["runs"]) =>
    some.reduce((sum, run) => sum + (run.part === "escape" ? 0 : run.text.length), 0);
  return { runs, kept_bare: before < 0 ? null : seen(runs.slice(0, before)), visible: seen(runs) };
}
