using Vigil.Web.Incidents;
using Vigil.Web.Operations;
using Vigil.Web.Security;
using Vigil.Web.Webhooks;

namespace Vigil.Web.OpenApi;

/// <summary>Every operation of the HTTP face. A test holds it against what is mapped.</summary>
internal static class ApiOperations
{
    private const string Json = "application/json";

    private static readonly ApiParameter s_cursor = new("cursor", "The next of the page before.");
    private static readonly ApiParameter s_since = new("since", "RFC 3339.");

    private static readonly ApiParameter s_ifMatch = new("If-Match", "The triage revision that was read: the ETag of the incident.", "header", Required: true);

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("ReceiveWebhook", Methods.Post, Routes.Webhooks, "A sender's delivery. Its signature is its authentication; what is answered is what the sender understands.", null)
        {
            Body = [(Json, null), ("application/x-ndjson", null)],
            Answers =
            [
                (StatusCodes.Ok, "A handshake, as the sender wants it.", null),
                (StatusCodes.Accepted, "The delivery is stored.", WebhookJson.Default.WebhookReceipt),
            ],
            Problems = [400, 401, 404, 405, 413, 415, 429, 503],
        },
        new("GetAlert", Methods.Get, Routes.Alert, "The whole way of an alert, with times.", Access.Read)
        {
            Answers = [(StatusCodes.Ok, "The alert's way.", WebJson.Default.AlertTrace)],
            Problems = [404],
        },
        new("ListIncidents", Methods.Get, Routes.Incidents, "Incidents, most urgent first.", Access.Read)
        {
            Parameters =
            [
                new("status", "One or more, separated by commas or repeated."), new("priority", "One or more, separated by commas or repeated."),
                new("assignee", "Exact; empty: unassigned."), new("asset", "The whole name."), new("q", "Part of title, asset, id or observable; searches 30 days."),
                s_since, new("limit", "1 to 200.", Type: "integer"), s_cursor,
            ],
            Answers = [(StatusCodes.Ok, "One page.", WebJson.Default.IncidentList)],
            Problems = [400],
        },
        new("TakeNextIncident", Methods.Post, Routes.NextIncident, "Claims the most urgent New incident for the caller.", Access.Triage)
        {
            Answers = [(StatusCodes.Ok, "The incident, claimed.", WebJson.Default.IncidentView), (StatusCodes.NoContent, "No incident is New.", null)],
        },
        new("GetIncident", Methods.Get, Routes.Incident, "An incident with findings, receipts, history and verified audit. The ETag is the triage revision.", Access.Read)
        {
            Answers = [(StatusCodes.Ok, "The incident.", WebJson.Default.IncidentView)],
            Problems = [404],
        },
        new("ListIncidentFindings", Methods.Get, Routes.IncidentFindings, "The findings of an incident.", Access.Read)
        {
            Parameters = [s_cursor],
            Answers = [(StatusCodes.Ok, "One page.", WebJson.Default.FindingList)],
            Problems = [404],
        },
        new("ActOnIncident", Methods.Post, Routes.IncidentAction, "Acts on an incident as the caller saw it. Legal hold and its release want Operations.Write.", Access.Triage)
        {
            Parameters = [s_ifMatch, new("verb", "What to do.", "path", Required: true, Values: TriageRequest.Verbs)],
            Body = [(Json, WebJson.Default.TriageRequest)],
            Answers = [(StatusCodes.Ok, "The incident as it is now.", WebJson.Default.IncidentItem)],
            Problems = [400, 404, 409, 412, 413, 415, 428],
        },
        new("ListDeadLetters", Methods.Get, Routes.DeadLetters, "Work that was set aside and waits. A page may be short, or empty, and not the last.", Access.Operate)
        {
            Parameters = [new("reason", "Name of a reason."), new("stage", "The queue, or record."), s_since, s_cursor],
            Answers = [(StatusCodes.Ok, "One page.", WebJson.Default.DeadLetterList)],
            Problems = [400],
        },
        new("ReplayDeadLetter", Methods.Post, Routes.DeadLetterReplay, "Sends work through the pipeline again, by the present profiles and rules.", Access.Operate)
        {
            Parameters = [new("dryRun", "Only tell what would happen.", Type: "boolean")],
            Answers =
            [
                (StatusCodes.Ok, "A dry run; or nothing was sent, as there is nothing to do or it would fail again.", WebJson.Default.ReplayAnswer),
                (StatusCodes.Accepted, "It was sent.", WebJson.Default.ReplayAnswer),
            ],
            Problems = [404],
        },
        new("AcceptUpload", Methods.Post, Routes.Uploads, "Takes a file and scans it. The body is the file; nothing can read it before it is found clean.", Access.Upload)
        {
            Parameters = [new("name", "The file's name, at most 255 characters.", Required: true)],
            Body = [("*/*", null)],
            Answers = [(StatusCodes.Accepted, "It is stored; Location tells how it fares.", WebJson.Default.UploadReceipt)],
            Problems = [400, 409, 413],
        },
        new("GetUpload", Methods.Get, Routes.Upload, "An upload's state and verdict, for its uploader and for those who may read incidents.", Access.UploadRead)
        {
            Answers = [(StatusCodes.Ok, "The upload.", WebJson.Default.UploadView)],
            Problems = [404],
        },
        new("ReleaseUpload", Methods.Post, Routes.UploadRelease, "Lets a file go that was quarantined or held; audited.", Access.Operate)
        {
            Body = [("application/json", WebJson.Default.ReleaseRequest)],
            Answers = [(StatusCodes.Ok, "It is in clean.", WebJson.Default.UploadView)],
            Problems = [400, 404, 409, 413, 415],
        },
        new("ImportReferenceData", Methods.Post, Routes.ReferenceData, "Replaces reference data: every row is good, or nothing changes.", Access.Operate)
        {
            Parameters = [new("kind", "Which.", "path", Required: true, Values: [ReferenceDataEndpoint.Assets])],
            Body = [("text/csv", null), (Json, null), ("application/x-ndjson", null), ("application/jsonl", null)],
            Answers = [(StatusCodes.Ok, "Imported.", WebJson.Default.ReferenceDataReceipt)],
            Problems = [400, 404, 409, 413, 415, 422],
        },
        new("CheckHealth", Methods.Get, Routes.Health, "Whether the process runs (live), and whether it can do its work (ready).", null)
        {
            Parameters = [new("probe", "Which.", "path", Required: true, Values: ["live", "ready"])],
            Answers = [(StatusCodes.Ok, "It does.", WebJson.Default.HealthReport), (StatusCodes.Unavailable, "It cannot, and why.", WebJson.Default.HealthReport)],
            Problems = [404],
        },
        new("DescribeApi", Methods.Get, Routes.OpenApi, "This description.", null)
        {
            Answers = [(StatusCodes.Ok, "OpenAPI 3.1.", null)],
        },
    ];

    private static class StatusCodes
    {
        public const int Ok = 200;
        public const int Accepted = 202;
        public const int NoContent = 204;
        public const int Unavailable = 503;
    }
}
