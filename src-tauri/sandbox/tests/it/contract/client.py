"""Drives a LinkedIn with LinkedIn's own client for Python, and prints what came of each call, a line of JSON each."""

import json
import sys

from linkedin_api.common import constants

base, token, version, author = sys.argv[1:]
# The addresses are constants of the module, read at each call.
constants.VERSIONED_BASE_URL = f"{base}/rest"
constants.NON_VERSIONED_BASE_URL = f"{base}/v2"

from linkedin_api.clients.restli.client import RestliClient  # noqa: E402 (after its addresses are set)

client = RestliClient()
same = {"access_token": token, "version_string": version}


def tell(call, **told):
    print(json.dumps({"call": call, **told}), flush=True)


def post(commentary):
    return {
        "author": author,
        "commentary": commentary,
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
    }


created = client.create(resource_path="/posts", entity=post("The first"), **same)
first = created.decoded_entity_id
tell("create", status=created.status_code, urn=first)
second = client.create(resource_path="/posts", entity=post("The second"), **same).decoded_entity_id

one = {"resource_path": "/posts/{urn}", "path_keys": {"urn": first}, **same}
got = client.get(query_params={"viewContext": "AUTHOR"}, **one)
tell("get", status=got.status_code, commentary=got.entity["commentary"])

batch = client.batch_get(resource_path="/posts", ids=[first, second, "urn:li:share:404"], **same)
found = sorted(post["commentary"] for post in batch.results.values())
tell("batch", status=batch.status_code, found=found, refused=list(batch.errors))

listed = client.finder(
    resource_path="/posts",
    finder_name="author",
    query_params={"author": author, "count": 10, "sortBy": "CREATED"},
    **same,
)
tell("finder", status=listed.status_code, found=[post["commentary"] for post in listed.elements])

changed = client.partial_update(patch_set_object={"commentary": "The first, mended"}, **one)
tell("update", status=changed.status_code, commentary=client.get(**one).entity["commentary"])

asked = client.action(
    resource_path="/images",
    action_name="initializeUpload",
    action_params={"initializeUploadRequest": {"owner": author}},
    **same,
)
tell("action", status=asked.status_code, image=asked.value["image"])

# More than 4,000 characters of query: it goes in the body of a POST.
many = [first, second] + [f"urn:li:share:{number}" for number in range(10**18, 10**18 + 200)]
tunnelled = client.batch_get(resource_path="/posts", ids=many, **same)
tell("tunnelling", status=tunnelled.status_code, found=len(tunnelled.results), refused=len(tunnelled.errors))

gone = client.delete(**one)
tell("delete", status=gone.status_code, again=client.delete(**one).status_code)

me = client.get(resource_path="/userinfo", access_token=token)
tell("without a version", status=me.status_code, name=me.entity["name"])
