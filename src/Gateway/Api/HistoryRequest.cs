using System.Globalization;
using System.Text.RegularExpressions;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces.History;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LiveParking.Gateway.Api;

/// <summary>The parameters of a history request. Errors name the invalid parameter.</summary>
internal static partial class HistoryRequest
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="ApiException">A parameter is malformed, or the parameters contradict each other.</exception>
    public static HistoryQuery Query(string? from, string? to, string? step, DateTimeOffset now)
    {
        var end = Time(to, "to") ?? (Time(from, "from") is { } only && only >= now ? only + Day : now);
        var start = Time(from, "from") ?? Earlier(end);
        if (start >= end)
            throw ApiErrors.Invalid("The time 'from' has to be before 'to'.", "from");
        var length = DefaultStep(end - start);
        if (step is not null && !HistorySteps.TryParse(step, out length))
            throw ApiErrors.Invalid($"The step has to be one of {string.Join(", ", HistorySteps.Words)}.", "step");
        var query = new HistoryQuery(start, end, length);
        var buckets = Math.Ceiling((end - Start(query)) / length);
        if (buckets > HistoryQuery.MaxBuckets)
        {
            throw ApiErrors.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"That would be {buckets:N0} buckets; an answer has at most {HistoryQuery.MaxBuckets:N0}. Ask for a longer step or a shorter time."),
                "step");
        }

        return query;
    }

    /// <summary>The start of the first bucket.</summary>
    public static DateTimeOffset Start(HistoryQuery query) =>
        new(query.From.UtcTicks - ((query.From.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) % query.Step.Ticks), TimeSpan.Zero);

    /// <summary>Whether the client wants CSV: by the parameter, or by an Accept header that prefers it to JSON.</summary>
    /// <exception cref="ApiException">The parameter has another value.</exception>
    public static bool IsCsv(string? format, StringValues accept)
    {
        if (format is not null)
            return format is "csv" || (format is "json" ? false : throw ApiErrors.Invalid("The format has to be json or csv.", "format"));
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types))
            return false;
        return Quality(types, HistoryCsv.MediaType) > Quality(types, "application/json");
    }

    private static double Quality(IEnumerable<MediaTypeHeaderValue> types, string mediaType) =>
        types.Where(type => type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();

    private static DateTimeOffset Earlier(DateTimeOffset end) => end - DateTimeOffset.UnixEpoch > Day ? end - Day : DateTimeOffset.UnixEpoch;

    private static TimeSpan DefaultStep(TimeSpan length) =>
        length <= Day ? TimeSpan.FromMinutes(5) : length <= TimeSpan.FromDays(60) ? TimeSpan.FromHours(1) : Day;

    private static DateTimeOffset? Time(string? text, string field)
    {
        if (text is null)
            return null;
        // An unescaped plus sign arrives as a space.
        var form = IsoTime().Match(text.Replace(' ', '+'));
        if (!form.Success || !DateTimeOffset.TryParse(form.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            throw ApiErrors.Invalid($"The time '{field}' has to be an ISO time with an offset, such as 2026-11-24T08:00:00Z, or a date.", field);
        if (time < DateTimeOffset.UnixEpoch || time > Latest)
            throw ApiErrors.Invalid($"The time '{field}' has to be between 1970 and 9000.", field);
        return time.ToUniversalTime();
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsoTime();
}
