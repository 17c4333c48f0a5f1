"""The whole life of an account, by a client that was generated from the description of the API.

Prints a line for each step: its name, the status of the answer and the model it was read as.
Ends with an error where an answer has another status or model, or a field without a type.

Arguments: the address of the server, a token, the id of the account, its role, its Region.
"""

import sys
import time
from datetime import date, timedelta
from uuid import UUID

from todoku_client import AuthenticatedClient
from todoku_client.api.accounts import add_account, get_account, get_role, list_accounts
from todoku_client.api.accounts import remove_account, test_access
from todoku_client.api.channels import add_channel, list_deliveries, remove_channel, test_channel
from todoku_client.api.decisions import add_attestation, add_waiver, end_waiver
from todoku_client.api.decisions import list_attestations, list_waivers, withdraw_attestation
from todoku_client.api.findings import get_checklist
from todoku_client.api.reports import get_report_file, list_reports, make_report, remove_report
from todoku_client.api.scans import add_schedule, get_scan, list_scans, list_schedules
from todoku_client.api.scans import pause_schedule, remove_schedule, start_scan
from todoku_client.models import (
    AccessJson,
    AccessTestJson,
    AccountJson,
    AddedChannelJson,
    Attestation,
    AttestationForm,
    AttestationFormState,
    ChannelRequest,
    ChecklistDocument,
    DeliveryJson,
    DeliveryTestJson,
    GetRoleFormat,
    ItemPartVerdict,
    ListDeliveriesState,
    ListedAccountJson,
    ListedRunJson,
    Problem,
    ReportRequest,
    RunJson,
    RunJsonState,
    ScanRequest,
    ScheduleJson,
    ScheduleRequest,
    SentReportJson,
    StartedJson,
    Waiver,
    WaiverRequest,
)

SCAN_SECONDS = 300

address, token, account, role, region = sys.argv[1:]
client = AuthenticatedClient(
    base_url=address, token=token, raise_on_unexpected_status=True, timeout=100
)


def untyped(value, path):
    """Where in an answer a plain dictionary or a field that the description lacks stands."""
    if isinstance(value, dict):
        return [path + ": a dictionary"]
    if isinstance(value, list):
        return [found for i, one in enumerate(value) for found in untyped(one, f"{path}[{i}]")]
    fields = [field.name for field in getattr(value, "__attrs_attrs__", ())]
    if fields == ["additional_properties"]:  # a map, whose values have a type
        return [
            found
            for key, one in value.additional_properties.items()
            for found in untyped(one, f"{path}[{key}]")
        ]
    found = [f"{path}.{name}" for name in getattr(value, "additional_properties", {})]
    for name in fields:
        if name != "additional_properties":
            found += untyped(getattr(value, name), f"{path}.{name}")
    return found


def step(name, response, status, model):
    """Prints the step and returns what the answer was read as."""
    parsed = response.parsed
    if response.status_code != status:
        sys.exit(f"{name}: {response.status_code} {response.content!r}")
    if isinstance(model, list):
        (item,) = model
        right = isinstance(parsed, list) and parsed and all(type(one) is item for one in parsed)
        label = f"list of {item.__name__}"
    elif model is None:
        right = parsed is None and response.content == b""
        label = "nothing"
    else:
        right = type(parsed) is model
        label = model.__name__
    if not right:
        sys.exit(f"{name}: {parsed!r} is no {label}")
    if without_type := untyped(parsed, name):
        sys.exit(f"not described: {without_type}")
    print(f"{name}: {status} {label}", flush=True)
    return parsed


def check(condition, message):
    if not condition:
        sys.exit(message)


def scanned(run):
    """The answer once the run has ended."""
    deadline = time.monotonic() + SCAN_SECONDS
    while time.monotonic() < deadline:
        answer = get_scan.sync_detailed(run, client=client)
        if type(answer.parsed) is not RunJson or answer.parsed.state != RunJsonState.RUNNING:
            return answer
        time.sleep(0.2)
    sys.exit(f"the scan runs longer than {SCAN_SECONDS} s")


new = AccountJson(
    id=account,
    name="検証",
    client="Generated KK",
    access=AccessJson(role_arn=role, external_id="x-2"),
    regions=[region],
)
added = step("add account", add_account.sync_detailed(client=client, body=new), 201, AccountJson)
check(added.access.role_arn == role, "another role")
read = step("get account", get_account.sync_detailed(account, client=client), 200, AccountJson)
check(read == added, "the account is read as another than was added")
accounts = step("list accounts", list_accounts.sync_detailed(client=client), 200, [ListedAccountJson])
check([one.id for one in accounts] == [account], "another account is listed")
template = step(
    "get role",
    get_role.sync_detailed(account, client=client, format_=GetRoleFormat.CLOUDFORMATION),
    200,
    str,
)
check("AWS::IAM::Role" in template and "x-2" in template, "no template of the role: " + template)
tested = step("test access", test_access.sync_detailed(account, client=client), 201, AccessTestJson)
check(tested.tried > 0 and tested.allowed > 0, "no action was tried")

started = step(
    "start scan",
    start_scan.sync_detailed(client=client, body=ScanRequest(accounts=[account])),
    202,
    StartedJson,
)
ended = step("get scan", scanned(started.id), 200, RunJson)
check(ended.state == RunJsonState.DONE, f"the scan ended as {ended.state}")
runs = step("list scans", list_scans.sync_detailed(client=client), 200, [ListedRunJson])
check([run.id for run in runs] == [started.id], "another run is listed")
checklist = step(
    "get checklist", get_checklist.sync_detailed(account, client=client), 200, ChecklistDocument
)
failing = [item for item in checklist.items if item.verdict == ItemPartVerdict.FAIL]
check(failing, "the broken account has no failing finding")

form = AttestationForm(
    rule="send-limit-removed",
    region=region,
    state=AttestationFormState.GRANTED,
    date=date.today(),
    case_id="4711",
)
attested = step(
    "attest", add_attestation.sync_detailed(account, client=client, body=form), 201, Attestation
)
again = step(
    "attest again",
    add_attestation.sync_detailed(account, client=client, body=form),
    200,
    Attestation,
)
check(again == attested, "an attestation sent twice is two")
finding = failing[0]
waiver = step(
    "waive",
    add_waiver.sync_detailed(
        account,
        client=client,
        body=WaiverRequest(
            rule=finding.rule,
            resource=finding.resource.id,
            reason="moves next week",
            expires=date.today() + timedelta(days=7),
        ),
    ),
    201,
    Waiver,
)
attestations = step(
    "list attestations",
    list_attestations.sync_detailed(account, client=client),
    200,
    [Attestation],
)
check(attestations == [attested], "another attestation is listed")
waivers = step("list waivers", list_waivers.sync_detailed(account, client=client), 200, [Waiver])
check(waivers == [waiver], "another waiver is listed")
decided = step(
    "get checklist again",
    get_checklist.sync_detailed(account, client=client),
    200,
    ChecklistDocument,
)
check(
    [item.waiver for item in decided.items if item.waiver] == [waiver],
    "the checklist has another waiver",
)
step(
    "end waiver", end_waiver.sync_detailed(account, UUID(waiver.id), client=client), 204, None
)
step(
    "withdraw attestation",
    withdraw_attestation.sync_detailed(account, UUID(attested.id), client=client),
    204,
    None,
)

schedule = step(
    "add schedule",
    add_schedule.sync_detailed(
        client=client,
        body=ScheduleRequest(account=account, schedule="every 12h", zone="Asia/Tokyo"),
    ),
    201,
    ScheduleJson,
)
check(schedule.enabled, "the new schedule is paused")
paused = step(
    "pause schedule", pause_schedule.sync_detailed(schedule.id, client=client), 200, ScheduleJson
)
check(not paused.enabled, "the paused schedule is enabled")
schedules = step(
    "list schedules", list_schedules.sync_detailed(client=client), 200, [ScheduleJson]
)
check(schedules == [paused], "another schedule is listed")
step("remove schedule", remove_schedule.sync_detailed(schedule.id, client=client), 204, None)

channel = step(
    "add channel",
    add_channel.sync_detailed(
        client=client,
        body=ChannelRequest(
            kind="webhook", name="Operations", target="https://127.0.0.1/hook"
        ),
    ),
    201,
    AddedChannelJson,
).channel
message = step(
    "test channel", test_channel.sync_detailed(channel.id, client=client), 200, DeliveryTestJson
)
check(not message.delivered and "127.0.0.1" in message.error, "a private address was called")
deliveries = step(
    "list deliveries",
    list_deliveries.sync_detailed(channel.id, client=client, state=ListDeliveriesState.FAILED),
    200,
    [DeliveryJson],
)
check(deliveries[0].error == message.error, "another delivery is listed")
step("remove channel", remove_channel.sync_detailed(channel.id, client=client), 204, None)

for report_format, begin in (("html", b"<!"), ("pdf", b"%PDF-"), ("xlsx", b"PK")):
    report = step(
        f"make {report_format} report",
        make_report.sync_detailed(
            client=client, body=ReportRequest(accounts=[account], format_=report_format, lang="en")
        ),
        201,
        SentReportJson,
    )
    file = get_report_file.sync_detailed(report.id, client=client)
    step(f"download {report_format} report", file, 200, str)
    check(file.content.startswith(begin), f"no {report_format}: {file.content[:20]!r}")
    check(len(file.content) == report.size, "the file has another size than the report")
    reports = step(
        f"list {report_format} report",
        list_reports.sync_detailed(client=client),
        200,
        [SentReportJson],
    )
    check(reports == [report], "another report is listed")
    step(
        f"remove {report_format} report",
        remove_report.sync_detailed(report.id, client=client),
        204,
        None,
    )

step("remove account", remove_account.sync_detailed(account, client=client), 204, None)
gone = step("get removed account", get_account.sync_detailed(account, client=client), 404, Problem)
check(gone.status == 404 and account in gone.detail, f"another problem: {gone}")
