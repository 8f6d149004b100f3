using System.Globalization;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Api;

/// <summary>The time range of a query, from <c>from</c> and <c>to</c>.</summary>
/// <param name="From">Inclusive start.</param>
/// <param name="To">Exclusive end.</param>
internal readonly record struct Period(DateTimeOffset From, DateTimeOffset To)
{
    private static readonly TimeSpan DefaultLength = TimeSpan.FromDays(30);
    private static readonly TimeSpan MaxLength = TimeSpan.FromDays(3660);

    /// <summary>Reads the query; the last 30 days when both are absent.</summary>
    /// <exception cref="ApiException">A time can't be parsed, or <c>from</c> is after <c>to</c>.</exception>
    public static Period Of(string? from, string? to, TimeProvider timeProvider)
    {
        // The extra second includes a correction made at this moment.
        var end = Read(to, "to") ?? timeProvider.GetUtcNow().AddSeconds(1);
        var start = Read(from, "from") ?? end - DefaultLength;
        if (start >= end)
            throw ApiErrors.Invalid("The time 'from' has to be before 'to'.", "from");
        return end - start <= MaxLength ? new Period(start, end) : throw ApiErrors.Invalid("A query spans ten years at most.", "from");
    }

    private static DateTimeOffset? Read(string? text, string field)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length < "2026-11-22T08:15Z".Length
            || !(text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            throw ApiErrors.Invalid($"'{field}' has to be an ISO-8601 time with an offset, such as 2026-11-22T08:15:30Z.", field);
        }

        return at.UtcDateTime.Year is > 1970 and < 9000
            ? at.ToUniversalTime()
            : throw ApiErrors.Invalid($"'{field}' has to be a time from 1971 until before 9000.", field);
    }
}
