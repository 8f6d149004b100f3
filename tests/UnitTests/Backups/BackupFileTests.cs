using System.IO.Compression;
using System.Text;
using LiveParking.Backups;

namespace LiveParking.UnitTests.Backups;

/// <summary>The file of a backup: what is read is what was written, or it is refused.</summary>
public sealed class BackupFileTests
{
    private static readonly Backup Some = new(
        new DateTimeOffset(2026, 12, 1, 8, 30, 0, TimeSpan.Zero),
        "0.4.0",
        [
            new StoredState("level/pakuwon/upper/level", new Dictionary<string, string> { ["data"] = "{\"name\":\"Lantai é \\n\"}", ["etag"] = "17" }),
            new StoredState("location/pakuwon/location", new Dictionary<string, string> { ["data"] = "", ["etag"] = "3" }),
        ],
        [new BackupFileEntry("0001.pem", [1, 2, 255])]);

    [Fact]
    public async Task What_is_read_is_what_was_written()
    {
        var read = await ReadAsync(await WriteAsync(Some));

        Assert.Equal(Some.TakenAt, read.TakenAt);
        Assert.Equal(Some.Version, read.Version);
        Assert.Equal(Some.States, read.States);
        Assert.Equal(Some.Files[0].Name, read.Files[0].Name);
        Assert.Equal(Some.Files[0].Content, read.Files[0].Content);
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_refused_wherever_it_ends()
    {
        var whole = await WriteAsync(Some);
        // After our last line come the end of the compressed block and the 8 bytes of gzip's own check.
        for (var length = 0; length < whole.Length - 16; length++)
            await Assert.ThrowsAsync<BackupException>(() => ReadAsync(whole[..length]));
    }

    [Theory]
    [InlineData("\"17\"", "\"18\"")]
    [InlineData("upper", "lower")]
    [InlineData("\"states\":2", "\"states\":1")]
    [InlineData("\"liveParkingBackup\":1", "\"liveParkingBackup\":0")]
    [InlineData("\"liveParkingBackup\":1,", "")]
    public async Task A_file_that_was_changed_is_refused(string text, string other)
    {
        var lines = Unpack(await WriteAsync(Some));
        Assert.Contains(text, lines, StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<BackupException>(() => ReadAsync(Pack(lines.Replace(text, other, StringComparison.Ordinal))));

        Assert.Equal("'the file' is no backup of Live Parking, or is damaged: take another one.", error.Message);
    }

    [Fact]
    public async Task A_file_of_a_later_release_says_which()
    {
        var later = Unpack(await WriteAsync(Some)).Replace("\"liveParkingBackup\":1", "\"liveParkingBackup\":2", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<BackupException>(() => ReadAsync(Pack(later)));

        Assert.Equal("'the file' was written by the later release 0.4.0: restore it with that one.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("{\"name\":\"a location\"}")]
    public async Task Another_file_is_refused(string content)
    {
        await Assert.ThrowsAsync<BackupException>(() => ReadAsync(Encoding.UTF8.GetBytes(content)));
        await Assert.ThrowsAsync<BackupException>(() => ReadAsync(Pack(content)));
    }

    private static async Task<byte[]> WriteAsync(Backup backup)
    {
        using var file = new MemoryStream();
        await BackupFile.WriteAsync(backup, file);
        return file.ToArray();
    }

    private static async Task<Backup> ReadAsync(byte[] content)
    {
        using var file = new MemoryStream(content);
        return await BackupFile.ReadAsync(file, "the file");
    }

    private static string Unpack(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }

    private static byte[] Pack(string text)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return file.ToArray();
    }
}
