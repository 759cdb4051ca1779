import { cleanup, render, screen, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import { FakeHost } from "../host/fake/host";

async function accounts(prepare: (host: FakeHost) => void) {
  const host = new FakeHost();
  prepare(host);
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.show("accounts");
  return screen.findAllByTestId("account");
}

const sent = (host: FakeHost, sent: number) => {
  host.signedIn = host.signedIn.map((one) =>
    one.requests_today ? { ...one, requests_today: { sent, likely_limit: 150 } } : one,
  );
};

describe("the accounts", () => {
  afterEach(cleanup);

  it("tell how many requests a sign-in has sent today, and nothing of the sandbox", async () => {
    const [sandbox, pasted] = await accounts((host) => sent(host, 12));
    expect(pasted?.textContent).toContain("12 of 150 requests today (with Share on LinkedIn)");
    expect(pasted?.textContent).not.toContain("does not publish");
    expect(sandbox?.textContent).not.toContain("requests today");
  });

  it("say from a hundred on whose number it is and when the day ends", async () => {
    const [, pasted] = await accounts((host) => sent(host, 100));
    expect(pasted?.textContent).toContain("the day ends at 00:00 UTC");
    expect(pasted?.textContent).toContain("which LinkedIn does not publish");
  });

  it("say what there is to say of LinkedIn’s API", async () => {
    const note = "LinkedIn has switched off API version 202609; since 22 November 2026 Galley asks for 202606.";
    await accounts((host) => (host.apiNotes = [note]));
    expect(within(screen.getByRole("main")).getByText(note)).toBeTruthy();
  });

  it("say of nobody that they may post with a token that has expired, and of the sandbox's how it ends", async () => {
    const [sandbox, pasted] = await accounts((host) => {
      host.signedIn = host.signedIn.map((one) => ({ ...one, state: "expired" }));
    });
    for (const account of [sandbox, pasted]) {
      expect(account?.textContent).not.toContain("May post");
      expect(account?.textContent).toContain("Not with this token");
    }
    expect(pasted?.textContent).toContain("Add a fresh one");
    expect(sandbox?.textContent).not.toContain("Add a fresh one");
    expect(sandbox?.textContent).toContain("the pretend LinkedIn refuses this sign-in");
  });

  it("name every permission that Galley can use", async () => {
    await accounts(() => {});
    for (const scope of ["w_member_social_feed", "w_organization_social_feed", "r_member_postAnalytics"])
      expect(screen.getByText(scope)).toBeTruthy();
  });
});
