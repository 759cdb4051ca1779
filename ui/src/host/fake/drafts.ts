import type { Draft, MediaView } from "../contract";
import { member } from "./people";
import { picture } from "./pictures";
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
  };
}

/** The draft a scene opens with, and the files it speaks of. */
export function opening(scene: Scene): { draft: Draft; media: MediaView[] } {
  if (scene === "empty") return { draft: emptyDraft("d0", member), media: [] };
  if (scene === "no-account") return { draft: emptyDraft("d0", null), media: [] };
  const media = Array.from({ length: scene === "many" ? 21 : 3 }, (_, index) => picture(index));
  const [first, second] = media;
  if (scene === "gone" && second) second.state = { status: "gone", why: "It is not there any more." };
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
