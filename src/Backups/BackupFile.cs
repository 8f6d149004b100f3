using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveParking.Backups;

/// <summary>
/// A backup as a file: lines of JSON, compressed by gzip. The first line says what it is, each further line holds a state or a file, and the last one counts
/// them and holds the SHA-256 of all lines before it, so that a file that was cut short or changed is refused. To look: <c>zcat FILE | jq</c>.
/// </summary>
public static class BackupFile
{
    private const int Format = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // For people who look at it, not for a browser.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a backup.</summary>
    public static async Task WriteAsync(Backup backup, Stream output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(backup);
        await using var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await LineAsync(new Line { LiveParkingBackup = Format, Version = backup.Version, TakenAt = backup.TakenAt });
        foreach (var state in backup.States)
            await LineAsync(new Line { State = state.Key, Fields = state.Fields });
        foreach (var file in backup.Files)
            await LineAsync(new Line { File = file.Name, Content = file.Content });
        await LineAsync(new Line { States = backup.States.Count, Files = backup.Files.Count, Sha256 = Convert.ToHexStringLower(hash.GetCurrentHash()) });

        async Task LineAsync(Line line)
        {
            byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];
            hash.AppendData(bytes);
            await gzip.WriteAsync(bytes, cancellation);
        }
    }

    /// <summary>Reads a backup.</summary>
    /// <param name="input">The file.</param>
    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="cancellation">Cancels the read.</param>
    /// <exception cref="BackupException">It is no backup, is incomplete or was changed, or a later release wrote it.</exception>
    public static async Task<Backup> ReadAsync(Stream input, string name, CancellationToken cancellation = default)
    {
        try
        {
            return await ReadLinesAsync(input, name, cancellation);
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or DecoderFallbackException)
        {
            throw new BackupException($"'{name}' is no backup of Live Parking, or is damaged: take another one.", exception);
        }
    }

    private static async Task<Backup> ReadLinesAsync(Stream input, string name, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(input, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new StreamReader(gzip, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Line? first = null;
        List<StoredState> states = [];
        List<BackupFileEntry> files = [];
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            var line = JsonSerializer.Deserialize<Line>(text, Json) ?? throw new JsonException();
            if (line.Sha256 is not null)
            {
                var isWhole = line.States == states.Count && line.Files == files.Count && line.Sha256 == Convert.ToHexStringLower(hash.GetCurrentHash());
                return isWhole && first is not null
                    ? new Backup(first.TakenAt ?? throw new JsonException(), first.Version ?? "", states, files)
                    : throw new JsonException();
            }

            hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
            if (first is null)
                first = Known(line, name);
            else if (line is { State: not null, Fields: not null })
                states.Add(new StoredState(line.State, line.Fields));
            else if (line is { File: not null, Content: not null })
                files.Add(new BackupFileEntry(line.File, line.Content));
            else
                throw new JsonException();
        }

        throw new BackupException($"'{name}' is incomplete: take another backup, or copy it again.");
    }

    private static Line Known(Line first, string name) => first.LiveParkingBackup switch
    {
        Format => first,
        > Format => throw new BackupException($"'{name}' was written by the later release {first.Version}: restore it with that one."),
        _ => throw new JsonException(),
    };

    /// <summary>A line: which members are set says what it is.</summary>
    private sealed class Line
    {
        public int? LiveParkingBackup { get; init; }

        public string? Version { get; init; }

        public DateTimeOffset? TakenAt { get; init; }

        public string? State { get; init; }

        public IReadOnlyDictionary<string, string>? Fields { get; init; }

        public string? File { get; init; }

        public byte[]? Content { get; init; }

        public int? States { get; init; }

        public int? Files { get; init; }

        public string? Sha256 { get; init; }
    }
}
