/// <reference types="vitest/config" />
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

import { emoji } from "./emoji.ts";

export default defineConfig({
  plugins: [svelte(), emoji()],
  // Tauri's own output goes to the same terminal.
  clearScreen: false,
  server: { host: "127.0.0.1", port: 1420, strictPort: true },
  build: {
    // The oldest engine Galley meets is WebKitGTK 2.44, which is Safari 17.4.
    target: ["safari17", "chrome120"],
    // The window's policy allows no inline script, and a module is a few kilobytes from disk.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Read from disk, not from a network: one file parses sooner than several.
    chunkSizeWarningLimit: 800,
  },
  resolve: process.env.VITEST ? { conditions: ["browser"] } : undefined,
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
    // A ceiling, for a machine that does other things besides.
    testTimeout: 30_000,
  },
});
