// Gift cards of a test's own, issued as a merchant would: `vitrine gift-card issue`.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { program, root } from "./goods";

const run = promisify(execFile);

/** Issues a card and returns its code. */
export async function issueGiftCard(amount: string): Promise<string> {
  const { stdout } = await run(program(), ["gift-card", "issue", amount, "--ref", randomUUID(), "--json"], { cwd: root });
  return (JSON.parse(stdout) as { code: string }).code;
}

/** Types a code at checkout and uses it. */
export async function useGiftCard(page: Page, code: string): Promise<void> {
  const field = page.getByLabel("Code of the gift card");
  if (!(await field.isVisible())) await page.getByText("Have a gift card?").click();
  await field.fill(code);
  await page.getByRole("button", { name: "Use the gift card" }).click();
}
