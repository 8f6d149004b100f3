using System.Globalization;
using System.Text;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Gateway.Api;

/// <summary>The validated query of a request for an audit trail.</summary>
/// <param name="Query">The question to the trail.</param>
/// <param name="Format">The form of the answer.</param>
internal sealed record AuditRequest(AuditQuery Query, AuditFormat Format)
{
    private const int DefaultLimit = 100;

    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="ApiException">A value is invalid.</exception>
    public static AuditRequest From(HttpContext http, TimeProvider timeProvider)
    {
        var query = http.Request.Query;
        var period = Period.Of(Value("from"), Value("to"), timeProvider);
        return new AuditRequest(
            new AuditQuery(period.From, period.To, Limit(Value("limit")), Value("location"), Value("subject"), Value("action"), Value("target"), Position(Value("after"))),
            ReadFormat(Value("format")));

        string? Value(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
    }

    /// <summary>Where the next page begins, as it stands in an address.</summary>
    public static string? Text(AuditPosition? position) => position is null
        ? null
        : Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.At.UtcTicks} {position.Id}"))).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private static int Limit(string? text) => text is null ? DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= AuditQuery.MaxLimit ? limit
        : throw ApiErrors.Invalid($"limit has to be a whole number, 1 to {AuditQuery.MaxLimit:N0}.", "limit");

    private static AuditFormat ReadFormat(string? text) => text switch
    {
        null or "json" => AuditFormat.Json,
        "csv" => AuditFormat.Csv,
        "ndjson" => AuditFormat.Ndjson,
        _ => throw ApiErrors.Invalid("format has to be json, csv or ndjson.", "format"),
    };

    private static AuditPosition? Position(string? text)
    {
        if (text is null)
            return null;
        var base64 = text.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ', 2) is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks)
            return new AuditPosition(new DateTimeOffset(at, TimeSpan.Zero), id);
        throw ApiErrors.Invalid("after has to be the 'next' of the page before.", "after");
    }
}

/// <summary>The forms of an audit trail.</summary>
internal enum AuditFormat
{
    /// <summary>A JSON object with a list and the place of the next page.</summary>
    Json,

    /// <summary>Comma-separated values (RFC 4180).</summary>
    Csv,

    /// <summary>A JSON object a line.</summary>
    Ndjson,
}
