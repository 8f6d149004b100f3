using System.Text;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Gateway.Api;

/// <summary>An audit trail as comma-separated values (RFC 4180).</summary>
internal static class AuditCsv
{
    private const string Header = "id,at,action,outcome,subject,role,tokenId,address,locationId,target,reason,before,after,endedAt";

    /// <summary>Writes entries with a heading.</summary>
    public static string Write(IEnumerable<AuditEntry> entries)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var entry in entries)
        {
            string?[] fields =
            [
                entry.Id, UtcTime.Format(entry.At), entry.Action, entry.Outcome.ToString().ToLowerInvariant(), entry.Author.Subject, entry.Author.Role, entry.Author.TokenId,
                entry.Author.Address, entry.LocationId, entry.Target, entry.Reason, entry.Before, entry.After, entry.EndedAt is { } ended ? UtcTime.Format(ended) : null,
            ];
            text.AppendJoin(',', fields.Select(Field)).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>A field in quotes where needed. A spreadsheet would run a text that begins like a formula, so such a text gets an apostrophe.</summary>
    private static string Field(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{value}" : value;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
