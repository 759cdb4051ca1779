import type { Attachment, CueFlaw, Draft, MediaView } from "../contract";
import { captions, document, picture, video } from "./files";
import { member, page } from "./people";
import type { Scene } from "./scenes";

const story = `Yesterday we pulled the first galley of the autumn catalogue (all 212 pages of it), and for once nothing was out of register.

Three things made the difference:
– paper that rested a week in the press room
– one person reading aloud, one person marking
– no change after the second proof. None.

What does your last check before print look like? #printing #typography`;

export function emptyDraft(id: string, author: string | null): Draft {
  return {
    id,
    account: author ? "sandbox" : null,
    author,
    commentary: [],
    attachment: { kind: "none" },
    visibility: "PUBLIC",
    reshare_disabled: false,
    comments_closed: false,
    first_comment: "",
    sponsored: null,
  };
}

/** The draft a scene opens with, and the files it speaks of. */
export function opening(scene: Scene): { draft: Draft; media: MediaView[] } {
  if (scene === "empty") return { draft: emptyDraft("d0", member), media: [] };
  if (scene === "no-account") return { draft: emptyDraft("d0", null), media: [] };
  const other = otherKind(scene);
  if (other) {
    const draft: Draft = { ...emptyDraft("d0", member), commentary: [{ kind: "text", text: story }] };
    return { draft: { ...draft, attachment: other.attachment }, media: other.media };
  }
  if (scene === "cards" || scene === "cards-bare") return carousel(scene === "cards");
  const said = withoutFiles(scene);
  if (said) return { draft: { ...emptyDraft("d0", member), ...said }, media: [] };
  const media = Array.from({ length: scene === "many" ? 21 : 3 }, (_, index) => picture(index));
  const [first, second] = media;
  if (scene === "gone" && second) second.state = { status: "gone", why: "It is not there any more." };
  if (scene === "changed" && first && second) {
    first.changed_at = Date.now() - 4_000_000;
    second.changed_at = Date.now() - 90_000_000;
  }
  if (scene === "blocked" && first?.state.status === "present")
    Object.assign(first.state.facts, { width: 7200, height: 5380 });
  const alts = [
    "A hand lifting a long sheet off a proof press",
    "A drawer of metal type",
    "A proof covered in red pencil",
  ];
  const draft: Draft = {
    ...emptyDraft("d0", member),
    commentary: [
      { kind: "text", text: story },
      {
        kind: "text",
        text: scene === "blocked" ? ` #print #type #paper #ink\n${"Read it twice. ".repeat(180)}` : "\n\nWith ",
      },
      ...(scene === "blocked"
        ? []
        : [{ kind: "mention", name: "Sandbox Bindery", urn: "urn:li:organization:1001" } as const]),
    ],
    attachment: {
      kind: "images",
      images: media.map((view, index) => ({
        media: view.id,
        alt_text: scene === "blocked" && index > 0 ? "" : (alts[index] ?? `Page ${index + 1} of the catalogue`),
        title: index === 0 ? `The first pull${scene === "blocked" ? ", still wet, of the autumn catalogue" : ""}` : "",
      })),
    },
  };
  return { draft, media };
}

function carousel(sponsored: boolean): { draft: Draft; media: MediaView[] } {
  const media = [3, 1, 0].map(picture);
  const titles = ["Cotton, deckle edge", "Four whites that hold every ink you will ever print", ""];
  const cards = media.map((view, index) => ({
    media: view.id,
    alt_text: index === 2 ? "" : "A stack of paper, seen from the side",
    title: titles[index] ?? "",
    landing_page: index === 2 ? "" : `https://bindery.example/paper/${index + 1}`,
  }));
  const draft: Draft = {
    ...emptyDraft("d0", page),
    commentary: [{ kind: "text", text: "Spring stock has arrived: 300 g cotton, deckle edge, in four whites." }],
    attachment: { kind: "carousel", cards },
    sponsored: sponsored
      ? {
          ad_account: "512345678",
          name: "Spring stock, cards",
          landing_page: "https://bindery.example/paper",
          call_to_action: "LEARN_MORE",
        }
      : null,
  };
  return { draft, media };
}

function withoutFiles(scene: Scene): Partial<Draft> | null {
  const commentary: Draft["commentary"] = [{ kind: "text", text: "We are choosing paper for the spring list." }];
  if (scene === "reshare") {
    const of = "https://www.linkedin.com/feed/update/urn:li:share:7000000000000000001/";
    return { commentary, attachment: { kind: "reshare", reshare: { of } } };
  }
  if (scene !== "poll" && scene !== "uncommented" && scene !== "late") return null;
  const question = "Which white would you print a novel on?";
  const poll = { question, options: ["Natural", "Ivory", "Bright"], duration: "THREE_DAYS" } as const;
  return {
    commentary,
    attachment: { kind: "poll", poll: { ...poll, options: [...poll.options] } },
    first_comment: "Samples of all three: https://press.example/whites",
  };
}

const flaws: CueFlaw[] = [
  { cue: 2, line: 5, what: { trouble: "too_fast", rate: 31 } },
  { cue: 4, line: 14, what: { trouble: "overlaps", by: 400 } },
];

function otherKind(scene: Scene): { attachment: Attachment; media: MediaView[] } | null {
  if (scene === "video" || scene === "plays") {
    const [film, still, spoken] = [video(10), picture(3), captions(30, "press-run.srt", flaws)];
    const attachment: Attachment = {
      kind: "video",
      video: {
        media: film.id,
        title: "Twelve thousand sheets in half a minute",
        thumbnail: { media: still.id, at_ms: null },
        captions: { media: spoken.id, locale: "en_GB" },
      },
    };
    return { attachment, media: [film, still, spoken] };
  }
  if (scene === "link" || scene === "link-bare") {
    const still = picture(0);
    const whole = scene === "link";
    const link = {
      url: whole ? "https://example.com/press-room/autumn" : "https://intranet.example/catalogue",
      title: whole ? "How we proof an autumn catalogue of 212 pages" : "",
      description: whole ? "Paper that rested a week, two people, and no change after the second proof." : "",
      thumbnail: whole ? { media: still.id, alt_text: "A hand lifting a long sheet off a proof press" } : null,
    };
    return { attachment: { kind: "link", link }, media: whole ? [still] : [] };
  }
  if (scene === "video-bare") {
    const film = video(10, "press-run.mov", { format: "mov", video_codec: "hevc", width: null, height: null });
    const item = { media: film.id, title: "", thumbnail: null, captions: null };
    return { attachment: { kind: "video", video: item }, media: [film] };
  }
  if (scene !== "document" && scene !== "office") return null;
  const paper =
    scene === "document"
      ? document(20)
      : document(20, "Price list.docx", { format: "docx", pages: 4, counted: "by_its_writer", first_page: null });
  const title = paper.name.replace(/\.\w+$/u, "");
  return { attachment: { kind: "document", document: { media: paper.id, title } }, media: [paper] };
}
