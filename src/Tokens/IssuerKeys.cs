using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveParking.Tokens;

/// <summary>The folder of keys of a process that issues tokens: <c>./run</c> and central silos.</summary>
public sealed class IssuerKeys
{
    private readonly TokenKeys _keys;

    private IssuerKeys(TokenKeys keys, TimeProvider timeProvider)
    {
        _keys = keys;
        Issuer = new TokenIssuer(keys, timeProvider);
        Ledger = new TokenLedgerFile(keys.Folder);
    }

    /// <summary>Signs tokens.</summary>
    public TokenIssuer Issuer { get; }

    /// <summary>What the command line has issued and revoked.</summary>
    public TokenLedgerFile Ledger { get; }

    /// <summary>The public keys, each as a JSON Web Key. Secrets of earlier releases are not among them.</summary>
    public IReadOnlyList<string> PublicKeys => [.. _keys.Keys.Where(key => !key.IsLegacy).Select(key => key.ToPublicJson()).Order(StringComparer.Ordinal)];

    /// <summary>Adds the keys of a folder to a process.</summary>
    /// <param name="services">The services of the process.</param>
    /// <param name="folder">The folder; a missing one is created with a first key.</param>
    /// <exception cref="TokenKeyException">When the keys are first used: the folder can't be read or created, or holds no key that signs.</exception>
    public static IServiceCollection AddTo(IServiceCollection services, string folder)
    {
        services.AddSingleton(provider => Open(folder, provider));
        services.AddSingleton<IHostedService>(provider => new TokenKeyRefresh(
            provider.GetRequiredService<IssuerKeys>()._keys, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IssuerKeys Open(string folder, IServiceProvider provider)
    {
        var keys = new TokenKeys(folder, TokenKeyUse.Issue, provider.GetRequiredService<ILogger<IssuerKeys>>());
        _ = keys.Signing;
        return new IssuerKeys(keys, provider.GetRequiredService<TimeProvider>());
    }
}
