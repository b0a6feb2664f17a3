// A shopper at a browser, with or without scripts. Each method is something that a person does, and waits until the
// page has answered.
import { expect, type Locator, type Page } from "@playwright/test";

export const details = {
  email: "robin@example.com",
  name: "Robin Shopper",
  street: "Unter den Linden 1",
  postalCode: "10117",
  city: "Berlin",
  country: "Germany",
};

/** The payment provider's cards, by the words on its page. */
export const cards = {
  success: /^Success(?!,)/,
  decline: /^Declined/,
  challenge: /^Challenge/,
  slow: /^Slow/,
  timeout: /^Time-out, then success/,
  lateDecline: /^Time-out, then declined/,
  review: /^Success, under review/,
  duplicate: /^Success, told three times/,
  early: /^Success, told early/,
};
export type Card = keyof typeof cards;

export class Shopper {
  constructor(
    readonly page: Page,
    readonly hasScripts: boolean,
  ) {}

  /** Opens a page and, where there are scripts, waits until its islands are awake. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.awake();
  }

  async awake(): Promise<void> {
    if (this.hasScripts) await expect(this.page.locator("html")).toHaveAttribute("data-awake", "", { timeout: 15_000 });
  }

  /** Puts a product into the cart from its page and closes what opens. */
  async add(product: { address: string }): Promise<void> {
    await this.open(product.address);
    await this.page.getByRole("button", { name: "Add to cart" }).click();
    if (this.hasScripts) {
      await expect(this.drawer).toBeVisible();
      await expect(this.drawer.getByRole("link", { name: "Check out" })).toBeVisible();
      await this.page.keyboard.press("Escape");
      await expect(this.drawer).toBeHidden();
    } else {
      await expect(this.page).toHaveURL("/cart");
    }
  }

  get drawer(): Locator {
    return this.page.getByRole("dialog", { name: "Your cart" });
  }

  /** The line of a product in the cart, wherever it is shown. */
  line(product: { title: string }): Locator {
    return this.page.getByRole("main").getByRole("listitem").filter({ hasText: product.title });
  }

  quantity(product: { title: string }): Locator {
    return this.page.getByRole("main").getByLabel(`Quantity of ${product.title}`);
  }

  /** From the cart page to the checkout page. */
  async checkOut(): Promise<void> {
    await this.open("/cart");
    await this.page.getByRole("link", { name: "Check out" }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "Checkout" })).toBeVisible();
  }

  /** Fills in contact and address, chooses the first delivery method, and waits for the button that pays. */
  async fillIn(typed: Partial<typeof details> = {}): Promise<void> {
    const it = { ...details, ...typed };
    await this.page.getByLabel("E-mail").fill(it.email);
    await this.page.getByLabel("Country").selectOption({ label: it.country });
    await this.page.getByLabel("Full name").fill(it.name);
    await this.page.getByLabel("Street and number").fill(it.street);
    await this.page.getByLabel("Town or city").fill(it.city);
    await this.page.getByLabel("Postal code").fill(it.postalCode);
    await this.chooseDelivery();
  }

  async chooseDelivery(): Promise<void> {
    const method = this.page.getByRole("group", { name: "Delivery", exact: true }).getByRole("radio").first();
    await this.page.getByRole("button", { name: /Continue to delivery|Update delivery and total/ }).click();
    await method.check();
    if (!this.hasScripts) await this.page.getByRole("button", { name: "Update delivery and total" }).click();
    await expect(method).toBeChecked();
    await expect(this.payButton).toBeVisible();
  }

  get payButton(): Locator {
    return this.page.getByRole("button", { name: /^Pay / });
  }

  /** Agrees to the sum and arrives at the payment provider's page. */
  async place(): Promise<void> {
    await this.payButton.click();
    await this.atProvider();
  }

  async atProvider(): Promise<void> {
    await expect(this.page).toHaveURL(/\/test-provider\/pay\//);
  }

  /** Chooses a card on the payment provider's page. */
  async choose(card: Card): Promise<void> {
    await this.page.getByRole("radio", { name: cards[card] }).check();
    await this.payButton.click();
  }

  /** Gives up on the payment provider's page. */
  async giveUp(): Promise<void> {
    await this.page.getByRole("button", { name: "Cancel and go back to the shop" }).click();
    await expect(this.page).not.toHaveURL(/test-provider/);
  }

  /** Everything from the cart to the payment provider's page. */
  async buyUpToPayment(product: { address: string }): Promise<void> {
    await this.add(product);
    await this.checkOut();
    await this.fillIn();
    await this.place();
  }

  /** Waits for the order; a payment that is being checked may take its time. Returns its number. */
  async hasOrder(): Promise<string> {
    await expect(this.page).toHaveURL(/\/orders\//);
    await expect(this.page.getByRole("heading", { level: 1, name: "Thank you for your order" })).toBeVisible({
      timeout: 20_000,
    });
    const number = await this.page.getByText(/^Order #\d+$/).textContent();
    return number ?? "";
  }
}
