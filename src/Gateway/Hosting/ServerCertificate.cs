using System.Net.Security;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// The certificate of this gateway. Its files are checked every 2 s. When they hold another certificate with its key, the next connection gets it.
/// While they can't be read, or the key does not match, the previous certificate stays.
/// </summary>
internal sealed partial class ServerCertificate(IOptions<GatewayOptions> options, TimeProvider timeProvider, ILogger<ServerCertificate> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private CertificateFiles? _files;
    private volatile SslStreamCertificateContext? _current;
    private string? _problem;

    /// <summary>Whether certificate files are configured.</summary>
    public bool IsSet => options.Value.Certificate.Path is not null;

    /// <summary>The certificate context for handshakes.</summary>
    /// <exception cref="OptionsValidationException">The files hold no certificate with its key at the start.</exception>
    public SslStreamCertificateContext Current
    {
        get
        {
            if (_current is null)
                Refresh();
            return _current ?? throw new OptionsValidationException(
                "", typeof(GatewayOptions), [$"Gateway:Certificate:Path names '{options.Value.Certificate.Path}', which can't be used: {_problem}"]);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsSet)
            return;
        Refresh();
        using var timer = new PeriodicTimer(Period, timeProvider);
        while (!stoppingToken.IsCancellationRequested)
        {
            await ((Task)timer.WaitForNextTickAsync(stoppingToken).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
                Refresh();
        }
    }

    private void Refresh()
    {
        try
        {
            var files = CertificateFiles.Read(options.Value.Certificate);
            if (files.IsSame(_files))
                return;
            _files = files;
            _current = files.Load();
            _problem = null;
            var certificate = _current.TargetCertificate;
            Log.Loaded(logger, certificate.Subject, certificate.NotAfter.ToUniversalTime());
        }
        catch (Exception exception) when (CertificateFiles.IsFault(exception))
        {
            var problem = exception.Message.ReplaceLineEndings(" ");
            if (problem != _problem && _current is not null)
                Log.Kept(logger, options.Value.Certificate.Path!, problem);
            _problem = problem;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The certificate of {Subject} is in use; it ends at {NotAfter:u}")]
        public static partial void Loaded(ILogger logger, string subject, DateTime notAfter);

        [LoggerMessage(LogLevel.Warning, "The files of the certificate {Path} can't be used ({Reason}); the certificate before stays in use")]
        public static partial void Kept(ILogger logger, string path, string reason);
    }
}
