// What a browser complains about. A page that works but fills the console is not finished: each test fails on any
// console error or warning, uncaught error, refused by the Content-Security-Policy, or answer of 5xx.
import { expect, type BrowserContext } from "@playwright/test";

// Between pages Chromium starts a view transition, and when it cannot finish one it says so as an uncaught rejection of a
// promise that no page asked for, with scripts off as well.
const abortedTransition = /ViewTransition opt-in disabled|Transition was aborted because of invalid state/;

export class Complaints {
  private readonly found: string[] = [];
  private readonly expected: RegExp[] = [abortedTransition];

  /** Watches all pages of a context, those it opens later included. */
  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        this.found.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => this.found.push(`uncaught: ${error.error().message}`));
    context.on("response", (response) => {
      if (response.status() >= 500) {
        this.found.push(`${response.status()} for ${response.request().method()} ${response.url()}`);
      }
    });
  }

  /** A test that asks for trouble says which: browsers write a line for every page that is not there. */
  expect(...complaints: RegExp[]): void {
    this.expected.push(...complaints);
  }

  check(): void {
    const unexpected = [...new Set(this.found)].filter((text) => !this.expected.some((pattern) => pattern.test(text)));
    expect(unexpected, "complaints of the browser").toEqual([]);
  }
}
