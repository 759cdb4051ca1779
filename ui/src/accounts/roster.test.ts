import { expect, it, vi } from "vitest";

import { FakeHost } from "../host/fake/host";
import { Roster } from "./roster.svelte";

it("no longer shows an account that is forgotten, though its token stays behind", async () => {
  const host = new FakeHost();
  const roster = new Roster(host);
  await roster.load();
  vi.spyOn(host, "removeAccount").mockImplementation(async (id) => {
    host.signedIn = host.signedIn.filter((account) => account.id !== id);
    throw { code: "vault_locked", message: "The login keyring is locked." };
  });
  await expect(roster.remove("pasted")).rejects.toMatchObject({ code: "vault_locked" });
  expect(roster.accounts.map((account) => account.id)).toEqual(["sandbox"]);
});
