using Xunit;

namespace LiveParking.Testing;

/// <summary>A document in <c>docs</c> that a test writes from what it found.</summary>
public static class GeneratedDocument
{
    /// <summary>Fails, with the differences, unless the document is what was found; what was found is then in a file beside.</summary>
    /// <param name="path">The document, from the top folder.</param>
    /// <param name="found">What it has to be.</param>
    public static async Task RequireAsync(string path, string found)
    {
        var file = Path.Combine(Repository.Top, path);
        var kept = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        if (kept == found)
            return;
        var seen = Path.Combine(Path.GetTempPath(), $"live-parking-{Path.GetFileName(path)}");
        await File.WriteAllTextAsync(seen, found);
        var (old, now) = (kept.Split('\n'), found.Split('\n'));
        Assert.Fail($"{path} differs from what was found, which is in {seen}:\n{string.Join('\n', now.Except(old).Select(line => $"+ {line}").Concat(old.Except(now).Select(line => $"- {line}")))}");
    }
}
