namespace LiveParking.GatewayTests.Notifications;

/// <summary>A mail server of Debian's packages (aiosmtpd) on loopback, which keeps what it gets in a folder.</summary>
internal sealed class MailServer(int port) : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private Child? _process;

    /// <summary>The mails that it has, as they came.</summary>
    public IReadOnlyList<string> Mails => Directory.Exists(_folder["mails/new"]) ? [.. Directory.GetFiles(_folder["mails/new"]).Order(StringComparer.Ordinal).Select(File.ReadAllText)] : [];

    public async Task StartAsync()
    {
        _process = await Child.StartAsync("mail", _folder.Path, ["aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", _folder["mails"]]);
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var client = new System.Net.Sockets.TcpClient();
                    await client.ConnectAsync("127.0.0.1", port);
                    return true;
                }
                catch (System.Net.Sockets.SocketException)
                {
                    return false;
                }
            },
            "the mail server listens");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
