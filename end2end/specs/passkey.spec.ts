// Passkeys, with Chromium's own device for tests. They need scripts; without them the password does the same.
import { expect, test } from "./support/fixtures";
import { isAccessible } from "./support/axe";
import { password, register, freshEmail } from "./support/account";
import type { CDPSession, Page } from "@playwright/test";

/** Gives the browser a device that keeps passkeys and always recognises its owner. */
async function addDevice(page: Page): Promise<CDPSession> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return browser;
}

test("a customer adds a passkey and signs in with it", { tag: "@scripts" }, async ({ page }) => {
  await addDevice(page);
  await register(page, freshEmail());
  await page.getByRole("link", { name: "Passkeys" }).click();
  await expect(page.getByText("There is no passkey yet.")).toBeVisible();
  await isAccessible(page);

  await page.getByRole("main").getByLabel("Name").fill("My laptop");
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  const passkeys = page.locator(".account-session");
  await expect(passkeys).toHaveCount(1);
  await expect(passkeys).toContainText("My laptop");
  await isAccessible(page);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your orders" })).toBeVisible();

  await page.goto("/account/passkeys");
  await expect(passkeys).toContainText("last used");
  await page.getByLabel("New name of My laptop").fill("Old laptop");
  await page.getByRole("button", { name: /^Rename/ }).click();
  await expect(passkeys).toContainText("Old laptop");
  await page.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByText("There is no passkey yet.")).toBeVisible();
});

test("a wrong password and a removed passkey are told in words", { tag: "@scripts" }, async ({ page, complaints }) => {
  complaints.expect(/422/);
  await addDevice(page);
  await register(page, freshEmail());
  await page.goto("/account/passkeys");
  await page.getByLabel("Your password").fill("not the password");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("alert")).toHaveText("This is not your password.");
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();

  await page.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByText("The passkey is removed.")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("This passkey does not work here.")).toBeVisible();
  await expect(page.getByLabel("Password")).toBeVisible();
});

test("nothing about passkeys is shown that does not work", async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === true, "with scripts the button is there");
  await page.goto("/account/sign-in");

  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign in with a passkey" })).toBeHidden();
});
