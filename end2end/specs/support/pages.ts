// Addresses of the demo store's pages, as a visitor finds them.
import { expect, type APIRequestContext } from "@playwright/test";

/** Paths of the sitemap, in its order. */
export async function sitemap(request: APIRequestContext): Promise<string[]> {
  const answer = await request.get("/sitemap.xml");
  expect(answer.status()).toBe(200);
  const text = await answer.text();
  return [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1]!).pathname);
}

/** The first collection and the first product of the sitemap. */
export async function examples(request: APIRequestContext): Promise<{ collection: string; product: string }> {
  const paths = await sitemap(request);
  const first = (start: string): string => {
    const found = paths.find((path) => path.startsWith(start));
    if (!found) throw new Error(`The sitemap has no address that starts with ${start}: is the demo store loaded?`);
    return found;
  };
  return { collection: first("/collections/"), product: first("/products/") };
}
