using DropoutSweep.Silo.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DropoutSweep.Silo.Api;

/// <summary>What the OpenAPI document says beyond the endpoints. The same for every silo: no address, no version of the program.</summary>
internal static class OpenApiDocumentText
{
    private const string Scheme = "token";

    public static void Configure(OpenApiOptions options)
    {
        options.AddOperationTransformer((operation, context, _) => Refuse(operation, context.Description.HttpMethod));
        options.AddOperationTransformer((operation, _, _) => Allow(operation));
        options.AddDocumentTransformer((document, _, _) => Describe(document));
        options.AddSchemaTransformer((schema, context, _) => Correct(schema, context.JsonTypeInfo.Type));
    }

    /// <summary>A number that may be infinite or NaN is a number or a string; the framework calls it an object.</summary>
    private static Task Correct(OpenApiSchema schema, Type type)
    {
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(double))
        {
            schema.Type = JsonSchemaType.Number | JsonSchemaType.String;
        }

        return Task.CompletedTask;
    }

    /// <summary>A query may leave out what it likes; of lists the framework says that they are required.</summary>
    private static Task Allow(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Required &= parameter.In != ParameterLocation.Query;
        }

        return Task.CompletedTask;
    }

    /// <summary>What changes something may be refused to a token that only reads, and to whoever comes from another origin.</summary>
    private static Task Refuse(OpenApiOperation operation, string? method)
    {
        if (!string.Equals(method, "GET", StringComparison.OrdinalIgnoreCase) && operation.Responses is { } responses && responses.TryGetValue("401", out var refused))
        {
            responses.TryAdd("403", new OpenApiResponse { Description = "Forbidden", Content = (refused as OpenApiResponse)?.Content });
        }

        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "DropoutSweep",
            Version = "1",
            Description = "Sweeps over dropout rates and layer sizes: submitted, watched and read back. Every error is a problem of RFC 9457. "
                + "Whatever is polled carries an ETag. A silo with a token wants it as 'Authorization: Bearer TOKEN', but for the probes.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = $"The silo's token; see {ApiOptions.TokenVariable}." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
