import { mount } from "svelte";

import AppView from "./App.svelte";
import { App } from "./frame/app.svelte";
import { openHost } from "./host/open";

const target = document.getElementById("app");
if (target) {
  const app = new App(await openHost());
  mount(AppView, { target, props: { app } });
  await app.start();
}
