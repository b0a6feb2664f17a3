// What machines read: status codes, headers, canonical addresses, structured data, robots, sitemap.
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { examples, sitemap } from "./support/pages";

test.beforeEach(({}, info) => {
  test.skip(info.project.name !== "desktop", "the same for every browser");
});

const tag = (html: string, pattern: RegExp): string | undefined => pattern.exec(html)?.[1];
const canonical = (html: string): string | undefined => tag(html, /<link rel="canonical" href="([^"]+)"/);

function structuredData(html: string): Record<string, unknown>[] {
  const scripts = html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs);
  return [...scripts].map((match) => JSON.parse(match[1]!) as Record<string, unknown>);
}

const plain = (request: APIRequestContext, path: string): Promise<APIResponse> => request.get(path, { maxRedirects: 0 });

test("status codes say what happened", async ({ request }) => {
  const expected = {
    "/": 200,
    "/collections": 200,
    "/collections/all": 200,
    "/search?q=x": 200,
    "/cart": 200,
    "/checkout": 200,
    "/offline": 200,
    "/healthz": 200,
    "/readyz": 200,
    "/nowhere": 404,
    "/products/no-such-product": 404,
    "/collections/no-such-collection": 404,
    "/orders/no-such-order": 404,
    "/static/no-such-file": 404,
  };

  for (const [path, status] of Object.entries(expected)) {
    expect((await plain(request, path)).status(), path).toBe(status);
  }
});

test("a product tells who it is", async ({ request, baseURL }) => {
  const { product } = await examples(request);

  const html = await (await request.get(`${product}?utm_source=letter`)).text();

  expect(canonical(html)).toBe(`${baseURL}${product}`);
  expect(tag(html, /<title>([^<]+)</)).toBeTruthy();
  expect(tag(html, /<meta name="description" content="([^"]+)"/)).toBeTruthy();
  for (const name of ["og:title", "og:description", "og:url", "og:image", "og:type"]) {
    expect(html, name).toContain(`property="${name}"`);
  }
});

test("a product's structured data is the price on the page", async ({ request }) => {
  const { product } = await examples(request);

  const html = await (await request.get(product)).text();

  const data = structuredData(html);
  const found = data.find((one) => one["@type"] === "Product") as { name: string; offers: Record<string, string> };
  expect(found.offers["@type"]).toBe("Offer");
  expect(found.offers["priceCurrency"]).toMatch(/^[A-Z]{3}$/);
  expect(found.offers["availability"]).toMatch(/^https:\/\/schema\.org\//);
  expect(html).toMatch(new RegExp(`[^0-9.]${found.offers["price"]!.replace(".", "\\.")}[^0-9]`));
  expect(data.map((one) => one["@type"])).toContain("BreadcrumbList");
});

test("filtered lists are left out of search engines and numbered pages are themselves", async ({ request, baseURL }) => {
  const filtered = await (await request.get("/collections/all?available=1")).text();
  const second = await (await request.get("/collections/all?page=2")).text();

  expect(filtered).toContain('name="robots" content="noindex"');
  expect(canonical(filtered)).toBe(`${baseURL}/collections/all`);
  expect(canonical(second)).toBe(`${baseURL}/collections/all?page=2`);
});

test("the sitemap lists pages that exist and robots.txt names it", async ({ request, baseURL }) => {
  const robots = await (await request.get("/robots.txt")).text();
  expect(robots).toContain(`Sitemap: ${baseURL}/sitemap.xml`);
  expect(robots).toContain("Disallow: /cart");

  const paths = await sitemap(request);

  expect(paths).toContain("/");
  for (const path of paths.filter((_, at) => at % 7 === 0)) {
    expect((await plain(request, path)).status(), path).toBe(200);
  }
});

test("pages that are the same for everybody can be kept, and know when they have not changed", async ({ request }) => {
  const { collection, product } = await examples(request);

  for (const path of ["/", collection, product]) {
    const first = await request.get(path);
    const headers = first.headers();
    expect(headers["set-cookie"], path).toBeUndefined();
    expect(headers["cache-control"], path).toContain("public");
    expect(headers["etag"], path).toBeTruthy();
    const again = await request.get(path, { headers: { "if-none-match": headers["etag"]! } });
    expect(again.status(), path).toBe(304);
  }
});

test("personal pages are never kept", async ({ request }) => {
  for (const path of ["/cart", "/checkout", "/orders/no-such-order"]) {
    const headers = (await request.get(path)).headers();

    expect(headers["cache-control"], path).toMatch(/private|no-store/);
    expect(headers["cache-control"], path).toContain("no-store");
  }
});

test("every page is under a policy that allows nothing inline", async ({ request }) => {
  for (const path of ["/", "/collections/all", "/cart", "/nowhere"]) {
    const answer = await request.get(path);
    const policy = answer.headers()["content-security-policy"] ?? "";

    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain("unsafe-inline");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(answer.headers()["x-content-type-options"], path).toBe("nosniff");
    expect(await answer.text(), path).not.toMatch(/<[^>]+ (style|onclick|onload)=/);
  }
});

test("a form from another site changes nothing", async ({ request }) => {
  const answer = await request.post("/cart/lines", {
    form: { variant_id: "x", quantity: "1" },
    headers: { origin: "https://evil.example", cookie: "vitrine_cart=x" },
    maxRedirects: 0,
  });

  expect(answer.status()).toBe(403);
});

test("form addresses answer a GET with words of their own", async ({ request }) => {
  const answer = await plain(request, "/cart/lines");

  expect([303, 404, 405]).toContain(answer.status());
});

test("files with a hash in their name are kept for ever", async ({ request }) => {
  const html = await (await request.get("/")).text();
  const style = tag(html, /<link rel="stylesheet" href="([^"]+)"/) ?? "";

  const headers = (await request.get(style)).headers();

  expect(headers["cache-control"]).toContain("immutable");
  expect(headers["content-type"]).toContain("text/css");
});
