namespace LiveParking.StoreWriter;

/// <summary>State that a test can check: the padding follows from the key and the number.</summary>
public sealed class Note
{
    public string Key { get; set; } = "";

    public long Number { get; set; }

    public string Padding { get; set; } = "";

    /// <summary>Makes the state of a key after its n-th write.</summary>
    public static Note Create(string key, long number, int size) => new() { Key = key, Number = number, Padding = Pad(key, number, size) };

    /// <summary>Whether this is the whole state of that key, as it was written.</summary>
    public bool IsWhole(string key, int size) => Key == key && Padding == Pad(key, Number, size);

    private static string Pad(string key, long number, int size)
    {
        var unit = $"{key}:{number};";
        return string.Create(size, unit, static (text, unit) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = unit[i % unit.Length];
        });
    }
}
