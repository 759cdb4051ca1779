import { getContext, setContext, type Snippet } from "svelte";

/** What is shown above everything. An open dialog makes all else unreachable, so that it stands within the dialog then. */
export class Above {
  dialogs = $state(0);

  constructor(readonly content: Snippet) {}
}

const key = Symbol("above");

export function provideAbove(content: Snippet): Above {
  return setContext(key, new Above(content));
}

export function useAbove(): Above | undefined {
  return getContext<Above | undefined>(key);
}
