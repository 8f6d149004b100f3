using System.Text.RegularExpressions;

namespace LiveParking.Grains.Interfaces;

/// <summary>
/// The form of every id of a location, level or camera: 1 to 64 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>,
/// not starting with <c>-</c>.
/// </summary>
public static partial class Slug
{
    /// <summary>The form as a regular expression, for documents and error messages.</summary>
    public const string Pattern = "^[a-z0-9][a-z0-9-]{0,63}$";

    /// <summary>Whether <paramref name="value"/> has the form of an id.</summary>
    /// <param name="value">The text; null is not a slug.</param>
    public static bool IsValid(string? value) => value is not null && Form().IsMatch(value);

    /// <summary>Returns <paramref name="value"/> when it has the form of an id.</summary>
    /// <param name="value">The text.</param>
    /// <param name="what">What the id names, for the message: <c>location id</c>.</param>
    /// <param name="field">The field of the request that contains it, if any.</param>
    /// <exception cref="InvalidRequestException">It is malformed; the message says what is allowed.</exception>
    public static string Require(string? value, string what, string? field = null) =>
        IsValid(value) ? value! : throw new InvalidRequestException($"The {what} '{Shorten(value)}' does not have the form {Pattern}.", field);

    private static string Shorten(string? value) => value is null ? "" : value.Length <= 80 ? value : value[..80] + "…";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
