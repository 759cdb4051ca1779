import type { Host } from "../contract";
import { FakeHost } from "./host";
import { isScene, type Scene } from "./scenes";

/** Reads the scene from the address: `?state=blocked`. */
export function openFake(query: URLSearchParams): Host {
  const asked = query.get("state") ?? "full";
  const scene: Scene = isScene(asked) ? asked : "full";
  return new FakeHost(scene);
}
