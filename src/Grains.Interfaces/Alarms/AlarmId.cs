using System.Diagnostics.CodeAnalysis;

namespace LiveParking.Grains.Interfaces.Alarms;

/// <summary>The id of an alarm: the place, a <c>~</c>, and a number that is unique there: <c>mall-east~18f3a2</c>, <c>~18f3a2</c> for the system.</summary>
/// <param name="LocationId">The location; null for the system as a whole.</param>
/// <param name="Number">Unique at the location.</param>
public readonly record struct AlarmId(string? LocationId, long Number)
{
    private const char Separator = '~';
    private const int MaxLength = 100;

    /// <summary>The key of the grain that keeps the alarms of a place.</summary>
    public string Place => LocationId ?? ILocationAlarmsGrain.System;

    /// <inheritdoc/>
    public override string ToString() => $"{LocationId}{Separator}{Number:x}";

    /// <summary>Reads an id.</summary>
    /// <exception cref="UnknownAlarmException">It is not the id of an alarm.</exception>
    public static AlarmId Require([NotNull] string? text)
    {
        if (text is { Length: <= MaxLength } && text.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and var at
            && (at == 0 || Slug.IsValid(text[..at]))
            && long.TryParse(text.AsSpan(at + 1), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var number))
        {
            return new AlarmId(at == 0 ? null : text[..at], number);
        }

        throw new UnknownAlarmException(text is { Length: <= MaxLength } ? text : "");
    }
}
