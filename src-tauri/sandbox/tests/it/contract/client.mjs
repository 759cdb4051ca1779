// Drives a LinkedIn with LinkedIn's own client for JavaScript, and prints what came of each call, a line of JSON each.

import { createRequire } from "node:module";

const [modules, base, token, version, author] = process.argv.slice(2);
const require = createRequire(`${modules}/node_modules/`);
// The addresses are constants of the module, read at each call.
const constants = require("linkedin-api-client/dist/lib/utils/constants");
constants.VERSIONED_BASE_URL = `${base}/rest`;
constants.NON_VERSIONED_BASE_URL = `${base}/v2`;
const { RestliClient } = require("linkedin-api-client");

const client = new RestliClient();
const same = { accessToken: token, versionString: version };
const tell = (call, told) => console.log(JSON.stringify({ call, ...told }));
const post = (commentary) => ({
  author,
  commentary,
  visibility: "PUBLIC",
  distribution: { feedDistribution: "MAIN_FEED", targetEntities: [], thirdPartyDistributionChannels: [] },
  lifecycleState: "PUBLISHED",
});
// Anything but a 2xx is thrown.
const status = (call) => call.then(({ status }) => status).catch((error) => error.response.status);

const created = await client.create({ resourcePath: "/posts", entity: post("The first"), ...same });
const first = created.createdEntityId;
tell("create", { status: created.status, urn: first });
const second = (await client.create({ resourcePath: "/posts", entity: post("The second"), ...same }))
  .createdEntityId;

const one = { resourcePath: "/posts/{urn}", pathKeys: { urn: first }, ...same };
const got = await client.get({ queryParams: { viewContext: "AUTHOR" }, ...one });
tell("get", { status: got.status, commentary: got.data.commentary });

const ids = [first, second, "urn:li:share:404"];
const batch = await client.batchGet({ resourcePath: "/posts", ids, ...same });
const found = Object.values(batch.data.results).map(({ commentary }) => commentary);
tell("batch", { status: batch.status, found: found.sort(), refused: Object.keys(batch.data.errors) });

const listed = await client.finder({
  resourcePath: "/posts",
  finderName: "author",
  queryParams: { author, count: 10, sortBy: "CREATED" },
  ...same,
});
tell("finder", { status: listed.status, found: listed.data.elements.map(({ commentary }) => commentary) });

const changed = await client.partialUpdate({ patchSetObject: { commentary: "The first, mended" }, ...one });
tell("update", { status: changed.status, commentary: (await client.get(one)).data.commentary });

const asked = await client.action({
  resourcePath: "/images",
  actionName: "initializeUpload",
  data: { initializeUploadRequest: { owner: author } },
  ...same,
});
tell("action", { status: asked.status, image: asked.data.value.image });

// More than 4,000 characters of query: it goes in the body of a POST.
const others = Array.from({ length: 200 }, (_, number) => `urn:li:share:${10n ** 18n + BigInt(number)}`);
const tunnelled = await client.batchGet({ resourcePath: "/posts", ids: [first, second, ...others], ...same });
const { results, errors } = tunnelled.data;
tell("tunnelling", {
  status: tunnelled.status,
  found: Object.keys(results).length,
  refused: Object.keys(errors).length,
});

const gone = await status(client.delete(one));
tell("delete", { status: gone, again: await status(client.delete(one)) });

const me = await client.get({ resourcePath: "/userinfo", accessToken: token });
tell("without a version", { status: me.status, name: me.data.name });
