// Customers of a test's own.
import { expect, type APIRequestContext, type Page } from "@playwright/test";

export const password = "salt on the skin";
let count = 0;

/** An address that no other test has. */
export function freshEmail(): string {
  count += 1;
  return `ana.${process.pid}.${Date.now()}.${count}@example.com`;
}

/** The link of the newest mail to an address, from the development mailbox. */
export async function linkTo(request: APIRequestContext, email: string, part: string): Promise<string> {
  let link = "";
  await expect(async () => {
    const list = await (await request.get("/mailbox")).text();
    const row = list.split("<tr>").find((text) => text.includes(email));
    const mail = /href="(\/mailbox\/[^"]+)"/.exec(row ?? "")?.[1];
    expect(mail).toBeTruthy();
    const text = await (await request.get(mail!)).text();
    link = new RegExp(`/account/${part}/[A-Za-z0-9_-]{43}`).exec(text)?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass({ timeout: 20_000 });
  return link;
}

/** Makes an account by the link of the mail, and signs in. */
export async function register(page: Page, email: string): Promise<void> {
  await page.goto("/account/register");
  await page.getByRole("main").getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send me the link" }).click();
  await expect(page.getByText("We have written to you.")).toBeVisible();
  await page.goto(await linkTo(page.request, email, "register"));
  await page.getByLabel("Full name").fill("Ana Mar");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page.getByText("Welcome. Your account is ready.")).toBeVisible();
}
