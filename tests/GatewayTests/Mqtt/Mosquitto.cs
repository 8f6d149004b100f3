using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveParking.GatewayTests.Mqtt;

/// <summary>A real broker on a port and in a folder that survive a restart. It ends with the test run at the latest: when its shell's input closes.</summary>
/// <param name="tls">Whether it uses TLS, with an untrusted certificate.</param>
/// <param name="accessList">Who may read and write which topics; each user's password is its name. Null when everybody may do everything.</param>
public sealed class Mosquitto(bool tls = false, string? accessList = null) : IAsyncDisposable
{
    /// <summary>Below the ports that the kernel gives to outgoing connections, so that none takes it while the broker is away.</summary>
    private const int FirstPort = 12_000, LastPort = 31_999;

    private readonly TempFolder _folder = new();
    private Process? _shell;

    /// <summary>0 before the first start.</summary>
    public int Port { get; private set; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"{(tls ? "mqtts" : "mqtt")}://127.0.0.1:{Port}");

    /// <summary>Starts it, or starts it again with what it had stored, and waits until it listens.</summary>
    public async Task StartAsync()
    {
        if (Port != 0)
        {
            // Somebody may have the port for a moment.
            await Eventually.HoldsAsync(RunsAsync, "the broker starts again");
            return;
        }

        // Somebody may take a port between its choice and its use: then it is another one's turn.
        for (var tries = 0; tries < 20; tries++)
        {
            Port = Random.Shared.Next(FirstPort, LastPort);
            Configure();
            if (await RunsAsync())
                return;
        }

        Assert.Fail("The broker does not start.");
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_shell is not { } shell)
            return;
        _shell = null;
        shell.StandardInput.Close();
        await Eventually.WithinAsync(shell.WaitForExitAsync());
        shell.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private void Configure()
    {
        var listener = string.Create(CultureInfo.InvariantCulture, $"listener {Port} 127.0.0.1");
        if (tls)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            File.WriteAllText(_folder["cert.pem"], certificate.ExportCertificatePem());
            File.WriteAllText(_folder["key.pem"], key.ExportPkcs8PrivateKeyPem());
            listener += $"\ncertfile {_folder["cert.pem"]}\nkeyfile {_folder["key.pem"]}";
        }

        File.WriteAllText(_folder["mosquitto.conf"], $"""
            {listener}
            {(accessList is null ? "allow_anonymous true" : Access(accessList))}
            persistence true
            persistence_location {_folder.Path}/
            user root
            log_dest stderr

            """);
    }

    /// <summary>Writes the access list and the users in it.</summary>
    private string Access(string list)
    {
        File.WriteAllText(_folder["access.acl"], list + "\n");
        File.WriteAllText(_folder["passwords"], "");
        foreach (var name in list.Split('\n').Where(line => line.StartsWith("user ", StringComparison.Ordinal)).Select(line => line["user ".Length..].Trim()))
        {
            using var command = Process.Start("mosquitto_passwd", ["-b", _folder["passwords"], name, name]);
            command.WaitForExit();
            Assert.Equal(0, command.ExitCode);
        }

        return $"allow_anonymous false\npassword_file {_folder["passwords"]}\nacl_file {_folder["access.acl"]}";
    }

    /// <summary>Starts the process; false when it does not get its port.</summary>
    private async Task<bool> RunsAsync()
    {
        var start = new ProcessStartInfo(
            "sh", ["-c", "PATH=$PATH:/usr/sbin; mosquitto -c \"$0\" & p=$!; cat >/dev/null; kill -9 $p; wait $p", _folder["mosquitto.conf"]])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        var runs = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _shell = new Process { StartInfo = start };
        _shell.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("Error: ", StringComparison.Ordinal))
                runs.TrySetResult(false);
            else if (line.Data.EndsWith(" running", StringComparison.Ordinal))
                runs.TrySetResult(true);
        };
        _shell.Start();
        _shell.BeginErrorReadLine();
        if (await Eventually.WithinAsync(runs.Task))
            return true;
        await KillAsync();
        return false;
    }
}
