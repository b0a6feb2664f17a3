// The admin's front door: invitation, two steps, passkey, what roles see, and the parts that pages are made of.
import { expect, test } from "./support/fixtures";
import { isAccessible } from "./support/axe";
import { choose, code, freshEmail, invite, join, password } from "./support/staff";
import type { Page } from "@playwright/test";

/** Nothing is wider than the screen; a page without scripts has no way to say so. */
async function fits(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled === false) return;
  const wider = await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(wider).toBeLessThanOrEqual(0);
}

/** Presses Tab until a control has the focus, as somebody without a pointer would. */
async function reach(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    const text = (await focused.textContent()) ?? "";
    const label = await focused.evaluate((node) => (node as HTMLInputElement).labels?.[0]?.textContent ?? "");
    if (text.trim() === name || label.trim() === name) return;
  }
  throw new Error(`${name} cannot be reached by Tab`);
}

test("an invited owner joins, signs out, and signs in by keyboard only", { tag: "@scripts" }, async ({ page, complaints }) => {
  complaints.expect(/422/);
  const email = freshEmail();
  const link = await invite(email, "owner");
  await page.goto(link);
  await isAccessible(page);
  await choose(page, link);
  await isAccessible(page);
  await fits(page);
  const secret = (await page.locator(".secret").textContent()) ?? "";
  await expect(page.getByRole("img", { name: "QR code for your authenticator" })).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill("12");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("This is not the code");
  await page.getByLabel("Code", { exact: true }).fill(code(secret));
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.locator(".recovery-codes li")).toHaveCount(10);
  await isAccessible(page);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Good to see you, Ana Mar" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();

  await isAccessible(page);
  await reach(page, "E-mail");
  await page.keyboard.type(email);
  await reach(page, "Password");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Second step" })).toBeVisible();
  await isAccessible(page);
  await reach(page, "Code");
  // The code of this half minute was used to join; the next one counts already.
  await page.keyboard.type(code(secret, 1));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Good to see you, Ana Mar" })).toBeVisible();

  // The link works once.
  await page.goto(link);
  await expect(page).toHaveURL(/\/admin$/);
});

test("every desk of an owner is whole on a phone and for everybody", async ({ page }) => {
  const email = freshEmail();
  await join(page, email, "owner");
  const pages = [
    ["/admin", "Good to see you, Ana Mar"],
    ["/admin/staff", "Staff"],
    ["/admin/staff/invite", "Invite somebody"],
    ["/admin/audit?action=staff.joined", "Audit log"],
    ["/admin/account", "Your account"],
    ["/admin/account/password", "Password"],
    ["/admin/account/authenticator", "Authenticator"],
    ["/admin/account/recovery-codes", "Recovery codes"],
    ["/admin/account/passkeys", "Passkeys"],
    ["/admin/style-guide", "Style guide"],
  ] as const;
  for (const [address, heading] of pages) {
    const response = await page.goto(address);
    expect(response?.headers()["cache-control"]).toBe("private, no-store");
    expect(response?.headers()["x-robots-tag"]).toBe("noindex");
    await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeVisible();
    await isAccessible(page);
    await fits(page);
  }
  // The shop's islands are not for this part.
  await expect(page.locator("script[data-wasm]")).toHaveCount(0);
});

test("an owner invites, and a dialog asks before somebody is disabled", async ({ page, browser, baseURL }) => {
  const clerk = freshEmail();
  const other = await browser.newContext({ baseURL });
  await join(await other.newPage(), clerk, "orders");
  await other.close();
  await join(page, freshEmail(), "owner");
  await page.goto("/admin/staff/invite");
  const invited = freshEmail();
  await page.getByLabel("E-mail").fill(invited);
  await page.getByLabel("Catalogue").check();
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByRole("status")).toContainText(`${invited} is invited.`);
  const row = page.getByRole("row").filter({ hasText: clerk });
  await row.getByRole("link", { name: "Ana Mar" }).click();
  await page.getByRole("button", { name: "Disable" }).click();
  const dialog = page.getByRole("dialog", { name: "Disable Ana Mar?" });
  await expect(dialog).toBeVisible();
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Disable" }).click();
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("The member is disabled and signed out everywhere.")).toBeVisible();
  await page.getByRole("link", { name: "Audit log", exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "staff.disabled" }).first()).toBeVisible();
});

test("who may not see a desk is told so, and strangers sign in first", async ({ page, complaints }) => {
  complaints.expect(/403/);
  await page.goto("/admin/audit");
  await expect(page).toHaveURL(/\/admin\/sign-in$/);
  await expect(page.getByText("Please sign in first.")).toBeVisible();

  await join(page, freshEmail(), "analyst");
  await page.goto("/admin");
  await expect(page.getByRole("link", { name: "Staff" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "There is no desk for this yet" })).toBeVisible();
  const refused = await page.goto("/admin/staff");
  expect(refused?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1, name: "This is not yours to see" })).toBeVisible();
  await isAccessible(page);
});

test("a passkey joins and signs in alone", { tag: "@scripts" }, async ({ page }) => {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await choose(page, await invite(freshEmail(), "developer"));
  await page.getByRole("button", { name: "Join with a passkey" }).click();
  await expect(page.getByText("Welcome. You can sign in with your passkey from now on.")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Good to see you, Ana Mar" })).toBeVisible();

  await page.goto("/admin/account/passkeys");
  await page.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByRole("alert")).toContainText("you could not sign in any more");
});

test("the parts of the admin, to look at", { tag: "@screenshots" }, async ({ page }, info) => {
  await join(page, freshEmail(), "developer");
  await page.goto("/admin/style-guide");
  await page.screenshot({ path: info.outputPath("style-guide.png"), fullPage: true });
  await page.getByRole("button", { name: "Delete" }).click();
  await page.screenshot({ path: info.outputPath("dialog.png") });
});
