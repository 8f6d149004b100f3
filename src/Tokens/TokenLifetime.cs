using System.Globalization;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Tokens;

/// <summary>The lifetime of a token from <c>--days</c> or <c>--expires-in</c>.</summary>
public static class TokenLifetime
{
    /// <summary>Default lifetime, in days.</summary>
    public const int DefaultDays = 30;

    /// <summary>Maximum lifetime, in days.</summary>
    public const int MaxDays = 3650;

    /// <summary>Reads the two options.</summary>
    /// <param name="days">The value of <c>--days</c>; null when it is absent.</param>
    /// <param name="expiresIn">The value of <c>--expires-in</c>; null when it is absent.</param>
    /// <exception cref="InvalidRequestException">One of them can't be read, or both are given.</exception>
    public static TimeSpan Read(string? days, string? expiresIn)
    {
        if (days is not null && expiresIn is not null)
            throw new InvalidRequestException("--days and --expires-in exclude each other: give one of them.");
        if (expiresIn is not null)
        {
            return Parse(expiresIn) ?? throw new InvalidRequestException(
                $"--expires-in has to be a whole number and a unit, such as 20s, 15m, 12h or 30d, at most {MaxDays}d, not '{expiresIn}'.");
        }

        return Whole(days ?? DefaultDays.ToString(CultureInfo.InvariantCulture), TimeSpan.FromDays(1))
            ?? throw new InvalidRequestException($"--days has to be a whole number from 1 to {MaxDays}.");
    }

    /// <summary>Reads a number and a unit: <c>20s</c>, <c>15m</c>, <c>12h</c>, <c>30d</c>; null when it can't be read.</summary>
    public static TimeSpan? Parse(string text) => text is [.. var number, var unit]
        ? unit switch
        {
            's' => Whole(number, TimeSpan.FromSeconds(1)),
            'm' => Whole(number, TimeSpan.FromMinutes(1)),
            'h' => Whole(number, TimeSpan.FromHours(1)),
            'd' => Whole(number, TimeSpan.FromDays(1)),
            _ => null,
        }
        : null;

    private static TimeSpan? Whole(string text, TimeSpan unit) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1 && number <= TimeSpan.FromDays(MaxDays) / unit
            ? unit * number
            : null;
}
