using System.Globalization;
using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Tokens;

/// <summary>Prints a list of tokens.</summary>
internal static class TokenTable
{
    /// <summary>A JSON object for each token.</summary>
    public static IEnumerable<string> Json(IEnumerable<TokenRecord> tokens) => tokens.Select(token => JsonSerializer.Serialize(token, WireJson.Options));

    /// <summary>A table with a heading; one sentence when there are no tokens.</summary>
    public static IEnumerable<string> Text(IReadOnlyList<TokenRecord> tokens)
    {
        if (tokens.Count == 0)
            return ["No token is valid."];
        List<string[]> rows = [["ID", "ROLE", "SUBJECT", "VALID FOR", "EXPIRES", "STATE"], .. tokens.Select(Row)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Row(TokenRecord token) =>
    [
        token.Id,
        TokenClaims.Word(token.Role),
        token.Subject,
        Places(token.Scope),
        token.ExpiresAt.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        token.RevokedAt is { } at ? $"revoked {at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}" : "valid",
    ];

    private static string Places(TokenScope scope)
    {
        var parts = scope.Locations.Select(id => id == TokenClaims.EveryLocation ? "all locations" : id)
            .Concat(scope.Groups.Select(group => $"group {group}"))
            .Concat(scope.Levels.Select(level => $"level {level}"))
            .Concat(scope.Sensors.Select(sensor => $"sensor {sensor}"))
            .Concat(scope.Cameras.Select(camera => $"camera {camera}"));
        return string.Join(", ", parts);
    }
}
