using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Tokens;

/// <summary>One line of <see cref="TokenLedgerFile"/>: a token was issued, or tokens were revoked.</summary>
/// <param name="Issued">The issued token.</param>
/// <param name="Revoked">What was revoked.</param>
public sealed record TokenLedgerEntry(TokenRecord? Issued = null, TokenRevocation? Revoked = null);

/// <summary>
/// The file <c>tokens.ndjson</c> beside the keys: what was issued and revoked, a JSON object a line, never a token itself. The command line appends to
/// it, and so does the issuer, whether or not the other one runs. The issuer reads what the command line has added.
/// </summary>
/// <param name="folder">The folder of the keys.</param>
public sealed class TokenLedgerFile(string folder)
{
    /// <summary>Its name.</summary>
    public const string Name = "tokens.ndjson";

    private const int MaxAttempts = 200;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(10);

    private readonly string _path = Path.Combine(folder, Name);

    /// <summary>Appends entries. Other processes may append at the same time.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public async Task AppendAsync(IEnumerable<TokenLedgerEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var text = string.Concat(entries.Select(entry => JsonSerializer.Serialize(entry, WireJson.Options) + "\n"));
        if (text.Length == 0)
            return;
        await using var turn = await TakeTurnAsync(cancellationToken);
        var isNew = !File.Exists(_path);
        await using var file = new FileStream(_path, Options(FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete));
        if (isNew)
            GiveToOwnerOfFolder();
        // A full disk may have cut off the last line: what is added must not become a part of it.
        if (file.Length > 0)
        {
            file.Position = file.Length - 1;
            text = file.ReadByte() == '\n' ? text : "\n" + text;
        }

        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads complete lines from a position on. Lines that can't be read are left out.</summary>
    /// <param name="position">Where to begin, in bytes; afterwards the end of what was read. 0 when the file has become shorter.</param>
    /// <param name="unreadable">The number of lines that can't be read.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be read.</exception>
    public IReadOnlyList<TokenLedgerEntry> Read(ref long position, out int unreadable)
    {
        unreadable = 0;
        if (!File.Exists(_path))
            return [];
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < position)
            position = 0;
        file.Position = position;
        var bytes = new byte[file.Length - position];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var end = bytes.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
        position += end;
        var lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<TokenLedgerEntry> entries = [.. lines.Select(Parse).OfType<TokenLedgerEntry>()];
        unreadable = lines.Length - entries.Count;
        return entries;
    }

    /// <summary>Reads the whole file.</summary>
    /// <inheritdoc cref="Read(ref long, out int)"/>
    public IReadOnlyList<TokenLedgerEntry> ReadAll()
    {
        long position = 0;
        return Read(ref position, out _);
    }

    private static TokenLedgerEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<TokenLedgerEntry>(line, WireJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    /// <summary>What root has made must be readable and writable for the user of the system.</summary>
    private void GiveToOwnerOfFolder()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return;
        foreach (var file in Directory.GetFiles(folder))
        {
            using var chown = Process.Start("chown", ["--reference", folder, file]);
            chown.WaitForExit();
        }
    }

    /// <summary>
    /// Waits until no other process appends. A file of its own is locked: a reader of the ledger would fail while the ledger itself is locked.
    /// </summary>
    private async Task<FileStream> TakeTurnAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream($"{_path}.lock", Options(FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException) when (attempt < MaxAttempts && File.Exists($"{_path}.lock"))
            {
                await Task.Delay(Retry, TimeProvider.System, cancellationToken);
            }
        }
    }
}
