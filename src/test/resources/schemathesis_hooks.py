"""A check of our own: no answer tells what its reader may not see."""

import os

import schemathesis

FOREIGN = [mark for mark in os.environ["FOREIGN"].split("|") if mark]


@schemathesis.check
def nothing_foreign(ctx, response, case):
    sent = case.as_curl_command() + response.request.url
    told = response.text + str(response.headers)
    for mark in FOREIGN:
        if mark in told and mark not in sent:
            raise AssertionError(f"the answer tells {mark}")
