// Every spec runs four times: narrow and wide, with and without scripts. A spec that needs scripts says so
// with the tag @scripts; one that only makes pictures has the tag @screenshots and runs when SCREENSHOTS is set.
//
// BASE_URL  the store under test; `make test` starts one and sets it
// CHROMIUM  the browser; without it, Debian's, or else the one that Playwright brings
import { existsSync } from "node:fs";
import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";

const debian = "/usr/bin/chromium";
const executablePath = process.env.CHROMIUM || (existsSync(debian) ? debian : undefined);
const screenshots = Boolean(process.env.SCREENSHOTS);

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1440, height: 900 } };

type Project = NonNullable<PlaywrightTestConfig["projects"]>[number];

function project(name: string, screen: typeof phone | typeof desktop, scripts: boolean): Project {
  const skipped = [screenshots ? undefined : /@screenshots/, scripts ? undefined : /@scripts/];
  return {
    name,
    use: { ...screen, javaScriptEnabled: scripts },
    grep: screenshots ? /@screenshots/ : undefined,
    grepInvert: skipped.filter((tag) => tag !== undefined),
  };
}

export default defineConfig({
  testDir: "specs",
  globalSetup: "./specs/support/ready.ts",
  outputDir: "test-results",
  fullyParallel: true,
  // Two cores carry the browsers, the store and its database.
  workers: 2,
  // A race that a second try would hide is a fault.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["html", { open: "never", outputFolder: "playwright-report" }]],
  use: {
    baseURL: process.env.BASE_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "UTC",
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      // What Chromium needs to run as root, and what keeps it from calling home.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    project("phone", phone, true),
    project("phone-without-scripts", phone, false),
    project("desktop", desktop, true),
    project("desktop-without-scripts", desktop, false),
  ],
});
