using System.Net.Mime;
using System.Text.Json;
using LiveParking.Gateway.Access;
using LiveParking.Gateway.Documentation;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Gateway.Api;

/// <summary><c>/api/v1/audit</c>: who changed what, and who watched which camera. Nobody can change or remove an entry.</summary>
internal static class AuditApi
{
    private const int MaxReads = 10;

    private const string Terms =
        "Newest first. `from`, `to`: ISO times with an offset; the last 30 days when absent. `subject`, `target`: exactly these. `limit`: 1 to 1,000, 100 when absent; "
        + "`after`: the `next` of the page before. `format`: json, csv or ndjson (these two name the next page in the header `X-Next`).";

    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("", ChangesAsync).Allow(Permission.ReadAudit).WithSummary("Who changed what, when and from where")
            .WithDescription(
                $"{Terms} `action`: one action, or the first word of several (`token`). `location`: one location. Needs a token with the role operator or admin; it shows the "
                + "entries of its locations, and with a token of the role admin for all locations also those of the system.")
            .Produces<AuditAnswer>(200, MediaTypeNames.Application.Json, "text/csv", "application/x-ndjson").Faults(400, 401, 403, 503);
        audit.MapGet("/watches", WatchesAsync).Allow(Permission.ReadAudit).WithSummary("Who watched which camera of a location, when, from where and how long")
            .WithDescription(
                $"{Terms} `location` is needed; `target`: one camera. A watch without `endedAt` is running, or its gateway died. Needs a token with the role operator or admin "
                + "and the location.")
            .Produces<AuditAnswer>(200, MediaTypeNames.Application.Json, "text/csv", "application/x-ndjson").Faults(400, 401, 403, 503);
    }

    private static async Task<IResult> ChangesAsync(HttpContext http, IClusterClient grains, TimeProvider timeProvider)
    {
        var caller = Caller.Of(http.User);
        var request = AuditRequest.From(http, timeProvider);
        if (request.Query.LocationId is { } location)
            caller.RequireLocation(location);
        var seesSystem = caller.IsForAllLocations && caller.IsAdmin;
        return Answer(http, request, await PageAsync(
            grains.GetAuditTrail(), request.Query, entry => entry.LocationId is null ? seesSystem : caller.HasLocation(entry.LocationId), http.RequestAborted));
    }

    private static async Task<IResult> WatchesAsync(HttpContext http, IClusterClient grains, TimeProvider timeProvider)
    {
        var request = AuditRequest.From(http, timeProvider);
        var location = request.Query.LocationId ?? throw ApiErrors.Invalid("location: the location of the cameras is needed.", "location");
        Caller.Of(http.User).RequireLocation(location);
        return Answer(http, request, await grains.GetWatchTrail(location).FindAsync(request.Query));
    }

    /// <summary>
    /// A page of what the caller may see. The trail is read on until the page is full, for <see cref="MaxReads"/> thousand entries: then the page is what was
    /// found until there, which may be nothing, and says where to go on.
    /// </summary>
    private static async Task<AuditPage> PageAsync(IAuditGrain trail, AuditQuery query, Func<AuditEntry, bool> isVisible, CancellationToken cancellationToken)
    {
        List<AuditEntry> entries = [];
        var limit = query.Limit;
        query = query with { Limit = AuditQuery.MaxLimit };
        for (var read = 1; ; read++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await trail.FindAsync(query);
            foreach (var entry in page.Entries.Where(isVisible))
            {
                if (entries.Count == limit)
                    return new AuditPage(entries, new AuditPosition(entries[^1].At, entries[^1].Id));
                entries.Add(entry);
            }

            if (page.Next is null || read == MaxReads)
                return new AuditPage(entries, page.Next);
            query = query with { After = page.Next };
        }
    }

    private static IResult Answer(HttpContext http, AuditRequest request, AuditPage page)
    {
        http.Response.Headers.CacheControl = "no-store";
        var next = AuditRequest.Text(page.Next);
        if (request.Format == AuditFormat.Json)
            return TypedResults.Ok(new AuditAnswer([.. page.Entries.Select(AuditEntryAnswer.Of)], next));
        if (next is not null)
            http.Response.Headers["X-Next"] = next;
        return request.Format == AuditFormat.Csv
            ? TypedResults.Text(AuditCsv.Write(page.Entries), "text/csv; charset=utf-8")
            : TypedResults.Text(
                string.Concat(page.Entries.Select(entry => JsonSerializer.Serialize(AuditEntryAnswer.Of(entry), WireJson.Options) + "\n")), "application/x-ndjson; charset=utf-8");
    }
}
