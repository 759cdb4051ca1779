import type { CaptionsFacts, CueFlaw, DocumentFacts, Facts, LeftOut, MediaView, VideoFacts } from "../contract";

const names = ["press-room", "type-case", "first-proof", "bindery", "paper-stock", "ink-swatches", "registration"];
const shapes = [
  [1200, 627],
  [1080, 1350],
  [1600, 1067],
  [1080, 1080],
] as const;

function present(id: string, name: string, facts: Facts): MediaView {
  return { id, name, state: { status: "present", facts }, changed_at: null, mendable: facts.kind === "image" };
}

export function picture(index: number): MediaView {
  const [width, height] = shapes[index % shapes.length] ?? [1200, 627];
  const png = index % 5 === 3;
  const name = `${names[index % names.length]}${index >= names.length ? `-${index}` : ""}.${png ? "png" : "jpg"}`;
  return present(`m${index}`, name, {
    kind: "image",
    format: png ? "png" : "jpeg",
    bytes: 480_000 + ((index * 377_123) % 3_000_000),
    width,
    height,
    animated: false,
    frames: 1,
    stamp: `${index}`,
  });
}

export function video(index: number, name = "press-run.mp4", facts: Partial<VideoFacts> = {}): MediaView {
  const whole: VideoFacts = {
    kind: "video",
    format: "mp4",
    bytes: 12_400_000,
    width: 1920,
    height: 1080,
    rotation: 0,
    duration_ms: 31_000,
    frame_rate: 25,
    video_codec: "h264",
    avc_profile: 100,
    audio_codec: "aac",
    video_tracks: 1,
    audio_tracks: 1,
    moov_first: true,
    fragmented: false,
    edited: false,
    location: "untold",
    stamp: `${index}`,
    ...facts,
  };
  return present(`f${index}`, name, whole);
}

export function document(index: number, name = "Type specimen.pdf", facts: Partial<DocumentFacts> = {}): MediaView {
  const whole: DocumentFacts = {
    kind: "document",
    format: "pdf",
    bytes: 2_100_000,
    pages: 12,
    counted: "here",
    encrypted: false,
    needs_password: false,
    page_sizes: "uniform",
    first_page: { width: 360, height: 450 },
    stamp: `${index}`,
    ...facts,
  };
  return present(`f${index}`, name, whole);
}

export function captions(index: number, name = "press-run.srt", flaws: CueFlaw[] = []): MediaView {
  const whole: CaptionsFacts = {
    kind: "captions",
    format: "srt",
    bytes: 840,
    encoding: "utf8",
    byte_order_mark: false,
    line_ends: "lf",
    cues: 5,
    end_ms: 27_000,
    flaws,
    flawed: flaws.length,
    stamp: `${index}`,
  };
  return present(`f${index}`, name, whole);
}

export function stranger(index: number, name: string): MediaView {
  return present(`f${index}`, name, { kind: "unknown", format: null, bytes: 12, stamp: `${index}` });
}

/** nothing of a folder left out */
export const leftOut: LeftOut = {
  count: 0,
  first: [],
  limit: 500,
  more: false,
  unknown: 0,
  unknown_first: [],
  folders: 0,
  folders_first: [],
};
