using System.Globalization;

namespace LiveParking.Replay.Rows;

/// <summary>Gives each car park a level id of its own: its code in small letters, digits and hyphens.</summary>
internal sealed class LevelNames
{
    private const int MaxLength = 60;
    private readonly Dictionary<string, string> _levels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = [];

    /// <summary>The level; empty for a row without a code.</summary>
    public string Of(string code)
    {
        if (code.Length == 0)
            return "";
        if (_levels.TryGetValue(code, out var known))
            return known;
        var letters = code.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').ToArray();
        var plain = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (plain.Length == 0)
            plain = "level";
        plain = plain.Length > MaxLength ? plain[..MaxLength] : plain;
        var name = plain;
        for (var number = 2; !_taken.Add(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{plain}-{number}");
        return _levels[code] = name;
    }
}
