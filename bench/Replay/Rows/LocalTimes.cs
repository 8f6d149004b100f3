using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveParking.Replay.Rows;

/// <summary>
/// Reads times as recordings write them. In the hour that comes twice when the clocks go back, a time means the first one unless a row of the
/// same car park before it is later than that. In the hour that is left out in spring, it means as long after the change as it says.
/// </summary>
internal sealed partial class LocalTimes
{
    private readonly TimeZoneInfo _zone;
    private readonly string? _format;

    /// <exception cref="RecordingException">The zone is not known.</exception>
    public LocalTimes(RecordingFormat format)
    {
        _format = format.TimeFormat;
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(format.TimeZone, out var zone)
            ? zone
            : throw new RecordingException($"The time zone '{format.TimeZone}' is not known: an IANA name is needed, such as Europe/London (and the package tzdata).");
    }

    /// <summary>The moment; null when it can't be read.</summary>
    /// <param name="text">As it is written.</param>
    /// <param name="before">The newest moment of the same car park so far.</param>
    public DateTimeOffset? Read(string text, DateTimeOffset? before)
    {
        if (_format is not null)
        {
            return DateTime.TryParseExact(text, _format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var asToldLocal)
                ? Whole(Instant(DateTime.SpecifyKind(asToldLocal, DateTimeKind.Unspecified), before))
                : null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var since) && text.Length is 9 or 10 or 12 or 13)
            return text.Length <= 10 ? DateTimeOffset.FromUnixTimeSeconds(since) : DateTimeOffset.FromUnixTimeMilliseconds(since);
        if (IsoTime().Match(text) is not { Success: true } match
            || !DateTime.TryParse(
                $"{match.Groups["date"].Value.Replace('/', '-')}T{match.Groups["time"]}", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        if (match.Groups["offset"] is not { Length: > 0 } offset)
            return Whole(Instant(local, before));
        return DateTimeOffset.TryParse($"{local:yyyy-MM-ddTHH:mm:ss.fffffff}{offset}", CultureInfo.InvariantCulture, DateTimeStyles.None, out var told)
            ? Whole(told.ToUniversalTime())
            : null;
    }

    private static DateTimeOffset Whole(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds());

    private DateTimeOffset Instant(DateTime local, DateTimeOffset? before)
    {
        if (!_zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
        var offsets = _zone.GetAmbiguousTimeOffsets(local);
        var first = new DateTimeOffset(local, offsets.Max()).ToUniversalTime();
        return before > first ? new DateTimeOffset(local, offsets.Min()).ToUniversalTime() : first;
    }

    [GeneratedRegex(@"^(?<date>\d{4}[-/]\d{2}[-/]\d{2})[T ](?<time>\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?) ?(?<offset>Z|[+-]\d{2}:?\d{2})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex IsoTime();
}
