import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";

import AppView from "../App.svelte";
import { FakeHost } from "../host/fake/host";
import { App } from "./app.svelte";

afterEach(cleanup);

it("brings what was just pressed back into view where a list ends above a notice", async () => {
  const app = new App(new FakeHost());
  render(AppView, { app });
  await app.start();
  app.show("published");
  const [details] = await screen.findAllByTestId("details");
  details!.focus();
  const brought = vi.fn();
  details!.scrollIntoView = brought;
  app.notices.problem({ code: "other", message: "LinkedIn could not be asked." });
  await waitFor(() => expect(brought).toHaveBeenCalled());
});
