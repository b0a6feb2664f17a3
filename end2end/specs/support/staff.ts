// Members of a test's own, invited as an owner would: `vitrine staff invite`. Their authenticator is computed here.
import { createHmac } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { runProgram } from "./goods";

export const password = "salt on the skin";
let count = 0;

/** An address that no other test has. */
export function freshEmail(): string {
  count += 1;
  return `clerk.${process.pid}.${Date.now()}.${count}@example.com`;
}

/** Invites somebody, and returns the path of the link. */
export async function invite(email: string, role: string): Promise<string> {
  const told = JSON.parse(await runProgram("staff", "invite", email, "--role", role, "--json")) as { link: string };
  return new URL(told.link).pathname;
}

/** The code that an authenticator shows, or will show in `ahead` steps of 30 seconds (RFC 6238). */
export function code(secret: string, ahead = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/ /g, "")].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac("sha1", key).update(step).digest();
  const number = digest.readUInt32BE(digest[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Name and password: the invitation's first step. */
export async function choose(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Full name").fill("Ana Mar");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Second factor" })).toBeVisible();
}

/** Joins with an authenticator, and returns its secret. The browser is signed in afterwards. */
export async function join(page: Page, email: string, role: string): Promise<string> {
  await choose(page, await invite(email, role));
  const secret = (await page.locator(".secret").textContent()) ?? "";
  await page.getByLabel("Code", { exact: true }).fill(code(secret));
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your recovery codes" })).toBeVisible();
  return secret;
}
