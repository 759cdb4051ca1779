import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";

import AppView from "../App.svelte";
import { App } from "../frame/app.svelte";
import type { VersionView } from "../host/contract";
import { FakeHost } from "../host/fake/host";

async function settings(said: Partial<VersionView> = {}) {
  const host = new FakeHost();
  host.versionSaid = said;
  const app = new App(host);
  render(AppView, { app });
  await app.start();
  app.show("settings");
  await screen.findByTestId("version-in-use");
  return { host, app };
}

const shown = () => screen.getByTestId("version-in-use").textContent;
const field = () => screen.queryByRole<HTMLInputElement>("textbox", { name: "LinkedIn API version" });

describe("the API version in Settings", () => {
  afterEach(cleanup);

  it("is Galley’s to choose, and says which it is and until when", async () => {
    await settings();
    expect(shown()).toContain("Galley asks for 202609.");
    expect(shown()).toContain("about 15 September 2027");
    expect(field()).toBeNull();
  });

  it("is pinned to the one in use first, then to any that is typed", async () => {
    const { host } = await settings();
    await fireEvent.click(screen.getByRole("radio", { name: "Always this one" }));
    await waitFor(() => expect(host.chosen.pinned_version).toBe("202609"));
    const typed = await waitFor(() => field()!);
    await fireEvent.input(typed, { target: { value: "20260" } });
    expect(screen.getByText("Six digits: a year and a month from 01 to 12.")).toBeTruthy();
    expect(host.chosen.pinned_version, "what is no version is not kept").toBe("202609");
    await fireEvent.input(typed, { target: { value: "202604" } });
    await waitFor(() => expect(host.chosen.pinned_version).toBe("202604"));
    await waitFor(() => expect(shown()).toContain("LinkedIn switches 202604 off"));
    await fireEvent.click(screen.getByRole("radio", { name: "Galley chooses" }));
    await waitFor(() => expect(host.chosen.pinned_version).toBeNull());
  });

  it("warns of its end and tells of the one that LinkedIn switched off", async () => {
    const warning = "LinkedIn switches off API version 202606 about 15 June 2027, in 12 days.";
    const changed = "LinkedIn has switched off API version 202609; since 22 November 2026 Galley asks for 202606.";
    await settings({ in_use: "202606", warning, changed });
    expect(shown()).toContain(changed);
    expect(screen.getByRole("note").textContent).toContain(warning);
  });

  it("is asked for anew whenever Settings is shown", async () => {
    const { host, app } = await settings();
    app.show("compose");
    host.versionSaid = { in_use: "202608" };
    app.show("settings");
    await waitFor(() => expect(shown()).toContain("Galley asks for 202608."));
  });
});
