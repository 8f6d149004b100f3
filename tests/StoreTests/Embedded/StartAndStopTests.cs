using System.Runtime.Versioning;
using LiveParking.EmbeddedStore;
using LiveParking.StoreTests.Stores;
using LiveParking.StoreWriter;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace LiveParking.StoreTests.Embedded;

/// <summary>A failed start reports its cause in one sentence; after a stop the store starts at once.</summary>
public sealed class StartAndStopTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Start_folder_missing_is_made_for_this_user_only()
    {
        var data = Path.Combine(_folder.Path, "a", "b");

        await using var store = await Reader.OpenAsync(data);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(store.Folder));
    }

    [Fact]
    public async Task Start_folder_below_a_file_says_so_in_one_sentence()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        var error = await Assert.ThrowsAsync<EmbeddedStoreException>(() => Reader.OpenAsync(Path.Combine(file, "data")));

        AssertOneSentence(error, Path.Combine(file, "data"), "cannot be written");
    }

    /// <summary>Not even the superuser may make folders there.</summary>
    [Fact]
    public async Task Start_folder_without_permission_says_so_in_one_sentence()
    {
        var error = await Assert.ThrowsAsync<EmbeddedStoreException>(() => Reader.OpenAsync("/proc/live-parking"));

        AssertOneSentence(error, "/proc/live-parking", "cannot be written");
    }

    [Fact]
    public async Task Start_second_process_on_the_folder_says_so_and_the_first_goes_on()
    {
        await using var store = await Reader.OpenAsync(_folder.Path);
        await using var second = WriterProcess.Start(_folder.Path, 1, 10, 8, 8, 1);

        var message = await second.Error;

        Assert.Contains(_folder.Path, message, StringComparison.Ordinal);
        Assert.Contains("in use by another", message, StringComparison.Ordinal);
        Assert.Equal(0, (await Reader.ReadAsync(store, 1, 10))["k0"]);
    }

    [Fact]
    public async Task Start_while_another_process_has_the_folder_works_once_that_is_killed()
    {
        await using var first = WriterProcess.Start(_folder.Path, 1, 10, 8, 8, 1);
        await first.Done;
        var error = await Assert.ThrowsAsync<EmbeddedStoreException>(() => Reader.OpenAsync(_folder.Path));
        AssertOneSentence(error, _folder.Path, "in use by another");

        await first.KillAsync();

        await using var store = await Reader.OpenAsync(_folder.Path);
        Assert.Equal(1, (await Reader.ReadAsync(store, 1, 10))["k0"]);
    }

    [Fact]
    public async Task Start_port_taken_says_so_in_one_sentence()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var options = new EmbeddedStoreOptions { DataFolder = _folder.Path, Port = port };

        var error = await Assert.ThrowsAsync<EmbeddedStoreException>(() => StoreServer.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System));

        AssertOneSentence(error, $"127.0.0.1:{port}", "another port");
        await using var store = await Reader.OpenAsync(_folder.Path);
    }

    [Fact]
    public async Task Start_wrong_options_names_all_faults_at_once()
    {
        var options = new EmbeddedStoreOptions { DataFolder = " ", Port = -1, MemoryMegabytes = 1 };

        var error = await Assert.ThrowsAsync<EmbeddedStoreException>(() => StoreServer.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System));

        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
        Assert.Contains("port", error.Message, StringComparison.Ordinal);
        Assert.Contains("memory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_folder_of_a_newer_format_refuses_and_changes_nothing()
    {
        await using (var store = await Reader.OpenAsync(_folder.Path))
            await WriteAsync(store, 1);
        var marker = Path.Combine(_folder.Path, "store", "format.json");
        var original = await File.ReadAllTextAsync(marker);
        await File.WriteAllTextAsync(marker, original.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<EmbeddedStoreException>(() => Reader.OpenAsync(_folder.Path));

        AssertOneSentence(error, _folder.Path, "newer version");
        await File.WriteAllTextAsync(marker, original);
        await using var again = await Reader.OpenAsync(_folder.Path);
        Assert.Equal(1, (await Reader.ReadAsync(again, 1, 10))["k0"]);
    }

    [Fact]
    public async Task Start_files_without_a_marker_refuses()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "store", "AOF"));

        var error = await Assert.ThrowsAsync<EmbeddedStoreException>(() => Reader.OpenAsync(_folder.Path));

        AssertOneSentence(error, _folder.Path, "backup");
    }

    [Fact]
    public async Task Stop_then_start_continues_with_an_empty_log()
    {
        await using (var store = await Reader.OpenAsync(_folder.Path))
        {
            await WriteAsync(store, 3);
            Assert.True(store.LogBytes > 64);
            await store.StopAsync();
        }

        await using var again = await Reader.OpenAsync(_folder.Path);
        Assert.Equal(3, (await Reader.ReadAsync(again, 1, 10))["k0"]);
        Assert.InRange(again.LogBytes, 0, 64);
    }

    [Fact]
    public async Task Checkpoint_after_its_interval_cuts_even_a_short_log()
    {
        var time = new FakeTimeProvider();
        var options = new EmbeddedStoreOptions { DataFolder = _folder.Path };
        await using var store = await StoreServer.StartAsync(options, NullLoggerFactory.Instance, time);
        await WriteAsync(store, 1);
        Assert.True(store.LogBytes > 64);

        await Eventually.HoldsAsync(() =>
        {
            time.Advance(options.CheckpointInterval);
            return store.LogBytes <= 64;
        }, "a checkpoint cut the log");

        Assert.Equal(1, (await Reader.ReadAsync(store, 1, 10))["k0"]);
    }

    [Fact]
    public async Task Connect_without_the_password_is_refused()
    {
        await using var store = await Reader.OpenAsync(_folder.Path);

        var wrong = StackExchange.Redis.ConfigurationOptions.Parse(store.ConnectionString);
        wrong.Password = "wrong";
        var problem = await LiveParking.Hosting.Redis.RedisConnection.ProbeAsync(wrong.ToString(includePassword: true), TimeSpan.FromSeconds(10));

        Assert.Contains("password", problem, StringComparison.Ordinal);
        Assert.Null(await LiveParking.Hosting.Redis.RedisConnection.ProbeAsync(store.ConnectionString, TimeSpan.FromSeconds(10)));
    }

    /// <summary>Also with a path that is too long for a socket, or that a connection string can't hold.</summary>
    [Theory]
    [InlineData("data")]
    [InlineData("data, with=signs")]
    [InlineData("a-name-that-is-so-long-that-the-path-of-a-socket-in-it-has-more-than-the-hundred-and-eight-bytes-that-the-kernel-allows")]
    [SupportedOSPlatform("linux")]
    [Trait("Hole", "4")]
    public async Task The_store_listens_on_a_socket_that_only_this_user_can_open(string name)
    {
        // As a killed process would have left it.
        var left = Path.Combine(_folder.Path, name, "store", "socket");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllTextAsync(left, "");
        await using var store = await Reader.OpenAsync(Path.Combine(_folder.Path, name));

        var socket = Assert.IsType<System.Net.Sockets.UnixDomainSocketEndPoint>(store.EndPoint).ToString();
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(Path.GetDirectoryName(socket)!) & Others);
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(socket) & Others);
        // It is in the store's folder and took the place of what was left there.
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(left) & Others);
        await WriteAsync(store, 5);
        Assert.Equal(5, (await Reader.ReadAsync(store, 1, 10))["k0"]);
        await store.StopAsync();
        Assert.False(File.Exists(socket), "The socket is left behind.");
        Assert.False(File.Exists(left), "The socket is left behind.");
    }

    private static async Task WriteAsync(StoreServer store, long number)
    {
        await using var client = await StorageClient.ConnectAsync(store.ConnectionString, store.FlushAsync);
        await client.Storage.WriteStateAsync("state", GrainId.Create("note", "k0"), new GrainState<Note>(Note.Create("k0", number, 10)));
    }

    private static void AssertOneSentence(EmbeddedStoreException error, params string[] parts)
    {
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
